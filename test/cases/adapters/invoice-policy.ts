import { type BillingState, decideAutoInvoice, decideChargeRetry } from 'reseller-sdk/invoice-policy';
import * as z from 'zod';

const Amount = z.string();
const MoneyValue = z.strictObject({ amount: Amount, currency: z.string() });

const Settings = z.strictObject({
  invoiceWithoutAgreement: z.boolean().default(true),
  invoiceWithAgreement: z.boolean().default(true),
  chargeImmediately: z.boolean().default(false),
  timeZone: z.string().default('UTC'),
  minimum: MoneyValue.optional(),
  includeSuspended: z.boolean().optional(),
  cycleWindowOnly: z.boolean().optional(),
  cycleSource: z
    .enum(['vendor-periods', 'fleio', 'calendar-month'])
    .transform((source) => (source === 'fleio' ? 'vendor-periods' : source))
    .optional(),
  openStatuses: z.array(z.string()).optional(),
  sameDayReissueAfterDelete: z.boolean().optional(),
  dueInDays: z.number().optional(),
  fallbackLimits: z
    .strictObject({ withoutAgreement: Amount.nullable(), withAgreement: Amount.nullable() })
    .optional(),
  minorUnits: z.record(z.string(), z.number()).optional(),
});

const Account = z.strictObject({
  currency: z.string().default('USD'),
  uptodateCredit: Amount,
  effectiveCreditLimit: Amount.nullable().default('-10'),
  hasBillingAgreement: z.boolean().default(false),
  unsettledPeriods: z.array(z.string()).default([]),
  hasServiceCycleRecentlyEnded: z.boolean().optional(),
  reachedCreditLimit: z.boolean().optional(),
});

const Invoice = z.strictObject({
  id: z.string().default('1'),
  status: z.string().default('unpaid'),
  issuedOn: z.string(),
  currency: z.string().default('USD'),
  creditSynced: z.boolean().optional(),
  lines: z.array(
    z.strictObject({
      serviceId: z.string().default('55'),
      kind: z.enum(['service', 'promo', 'other']).default('service'),
      amount: Amount,
    }),
  ),
});

const LedgerDay = z.strictObject({
  day: z.string(),
  seq: z.number().optional(),
  state: z.enum(['claimed', 'issued', 'released']),
  invoiceDeleted: z.boolean().optional(),
});

const Decide = z.strictObject({
  settings: Settings.prefault({}),
  now: z.string().default('2024-05-15T10:00:00Z'),
  service: z
    .strictObject({
      id: z.string().default('55'),
      status: z.string().default('active'),
      paymentMethod: z.string().nullable().default('stripe'),
    })
    .nullable()
    .prefault({}),
  account: Account,
  canCharge: z.boolean().nullable().default(null),
  invoiceCurrency: z.string().default('USD'),
  rates: z.record(z.string(), z.string()).default({}),
  invoices: z.array(Invoice).default([]),
  ledger: z.array(LedgerDay).default([]),
  lastCycleBilledMonth: z.string().nullable().optional(),
  serviceStartedOn: z.string().nullable().optional(),
});

const Retry = z.strictObject({
  status: z.string().default('unpaid'),
  lastAttemptAt: z.string().nullable().default(null),
  failedAttempts: z.number().default(0),
  everyHours: z.number(),
  dropAfter: z.number(),
  now: z.string(),
});

/** A copy without members that are undefined, as the exact optional types of the package want it. */
function withoutUndefined<T extends object>(value: T): Exact<T> {
  return JSON.parse(JSON.stringify(value));
}
type Exact<T> = T extends readonly (infer I)[]
  ? readonly Exact<I>[]
  : T extends object
    ? { [K in keyof T]: Exact<Exclude<T[K], undefined>> }
    : T;

export const adapters: Record<string, (input: unknown) => unknown> = {
  'invoice-policy/decide': (input) => {
    const { settings, now, ...state } = withoutUndefined(Decide.parse(input));
    const known: BillingState = state;
    return decideAutoInvoice(known, settings, new Date(now));
  },
  'invoice-policy/charge-retry': (input) => {
    const { now, everyHours, dropAfter, ...charge } = Retry.parse(input);
    const decision = decideChargeRetry(charge, { everyHours, dropAfter }, new Date(now));
    return JSON.parse(JSON.stringify(decision));
  },
};
