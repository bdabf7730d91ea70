/** What a history starts with: the clients, the policy, and how this Fleio behaves. */
import fc from 'fast-check';
import type { InvoicingSettings } from 'reseller-sdk/invoice-policy';

export const RATES: Readonly<Record<string, string>> = { USD: '1', EUR: '0.92', JPY: '155', KWD: '0.307' };
export const DIGITS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, KWD: 3 };

/** Before nights in which a day, a month or the summer time ends in one of the zones. */
const STARTS = [
  '2024-05-10T10:00:00Z',
  '2024-02-28T20:30:00Z',
  '2024-02-29T21:50:00Z',
  '2024-03-09T23:30:00Z',
  '2024-03-30T20:30:00Z',
  '2024-04-06T10:30:00Z',
  '2024-10-26T20:30:00Z',
  '2024-11-03T05:30:00Z',
  '2024-12-31T09:30:00Z',
  '2024-12-31T20:50:00Z',
];
const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Bucharest', 'Pacific/Auckland', 'America/Asuncion'];

/** Exact amounts, some of which are less than any currency has. */
export const AMOUNTS = [
  '0.004',
  '0.01',
  '3',
  '9.99',
  '9.9951',
  '10',
  '10.01',
  '20',
  '25.5',
  '60',
  '1234.5678',
];

export interface CustomerPlan {
  readonly currency: string;
  readonly invoiceCurrency: string;
  readonly limits: { readonly withoutAgreement: string | null; readonly withAgreement: string | null };
  /** Balance that automatic top-up fills up to. */
  readonly topUp: string | null;
  readonly agreement: boolean | null;
  readonly used: string;
}

/** Whether the server knows a repeated change of credit, and by what; and whether it may be relied on. */
export type Dedupe = 'by-direction' | 'by-key' | 'unused' | 'never';

export interface Setup {
  readonly start: string;
  readonly timeZone: string;
  readonly customers: readonly CustomerPlan[];
  readonly settings: Omit<InvoicingSettings, 'timeZone'>;
  readonly dedupe: Dedupe;
  readonly decimals: 'string' | 'number';
  /** Milliseconds by which balances may be late. */
  readonly lag: number;
  readonly tellsTime: boolean;
  readonly settlesPeriods: boolean;
  readonly serverNets: boolean;
  readonly hasLock: boolean;
}

const code = fc.constantFrom('USD', 'USD', 'EUR', 'JPY', 'KWD');
const limit = fc.constantFrom('-10', '-10', '-20', '-50', '0', null);

const customer: fc.Arbitrary<CustomerPlan> = fc.record({
  currency: code,
  invoiceCurrency: code,
  limits: fc.record({ withoutAgreement: limit, withAgreement: limit }),
  topUp: fc.constantFrom(null, null, '40', '0'),
  agreement: fc.constantFrom(true, false, null),
  used: fc.constantFrom('0', '12', '60', '2500'),
});

const settings: fc.Arbitrary<Setup['settings']> = fc
  .record({
    toggles: fc.constantFrom('both', 'both', 'both', 'with', 'without'),
    chargeImmediately: fc.boolean(),
    minimum: fc.constantFrom('0', '0', '0', '1', '25'),
    includeSuspended: fc.boolean(),
    cycleWindowOnly: fc.boolean(),
    cycleSource: fc.constantFrom('vendor-periods', 'vendor-periods', 'calendar-month'),
    sameDayReissueAfterDelete: fc.constantFrom(false, false, true),
    chargeRetry: fc.constantFrom({ everyHours: 6, dropAfter: 2 }, { everyHours: 0, dropAfter: 0 }),
  })
  .map(({ toggles, minimum, ...rest }) => ({
    ...rest,
    minimum: { amount: minimum, currency: 'USD' },
    invoiceWithAgreement: toggles !== 'without',
    invoiceWithoutAgreement: toggles !== 'with',
  }));

export const setup: fc.Arbitrary<Setup> = fc.record({
  start: fc.constantFrom(...STARTS),
  timeZone: fc.constantFrom(...ZONES),
  customers: fc.array(customer, { minLength: 1, maxLength: 3 }),
  settings,
  dedupe: fc.constantFrom('by-direction', 'by-key', 'unused', 'never'),
  decimals: fc.constantFrom('string', 'number'),
  lag: fc.constantFrom(0, 0, 600_000),
  tellsTime: fc.boolean(),
  settlesPeriods: fc.boolean(),
  serverNets: fc.boolean(),
  hasLock: fc.boolean(),
});

/** A history that is about something else than its setup. */
export const PLAIN: Setup = {
  start: '2024-05-10T10:00:00Z',
  timeZone: 'UTC',
  customers: [
    {
      currency: 'USD',
      invoiceCurrency: 'USD',
      limits: { withoutAgreement: '-10', withAgreement: '-10' },
      topUp: null,
      agreement: true,
      used: '12',
    },
  ],
  settings: {
    invoiceWithAgreement: true,
    invoiceWithoutAgreement: true,
    chargeImmediately: true,
    chargeRetry: { everyHours: 6, dropAfter: 2 },
  },
  dedupe: 'by-direction',
  decimals: 'string',
  lag: 0,
  tellsTime: true,
  settlesPeriods: false,
  serverNets: true,
  hasLock: false,
};
