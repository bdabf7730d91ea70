import { parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases';
import {
  type AccountInput,
  bonusFor,
  CreditLedger,
  InMemoryCreditLedgerRepository,
  linkReversals,
  type PurchaseImport,
  packTenPercent,
} from 'reseller-sdk/credit-ledger';
import * as z from 'zod';

const ACCOUNT = 'acct';

const Rounding = z.strictObject({
  scale: z.number(),
  mode: z.enum(['half-up', 'half-even', 'down', 'up']).default('half-up'),
});

const BonusRule = z.union([
  z.literal('packTenPercent').transform(() => packTenPercent),
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('percent'),
    minCash: z.string(),
    rate: z.string(),
    rounding: Rounding.default({ scale: 2, mode: 'half-up' }),
  }),
  z.strictObject({
    type: z.literal('perStep'),
    stepCash: z.string(),
    bonus: z.string(),
    rounding: Rounding.default({ scale: 2, mode: 'half-up' }),
  }),
  z.strictObject({
    type: z.literal('tiers'),
    mode: z.enum(['slab', 'graduated']),
    tiers: z.array(z.strictObject({ from: z.string(), rate: z.string() })),
    rounding: Rounding.default({ scale: 2, mode: 'half-up' }),
  }),
]);

const Account = z
  .strictObject({
    id: z.string(),
    currency: z.string(),
    scale: z.number(),
    order: z.custom<NonNullable<AccountInput['order']>>(),
    overdraw: z.enum(['shortfall', 'reject', 'allow']),
    businessTimeZone: z.string(),
    bonusRule: BonusRule,
    ingestRounding: Rounding.nullable(),
  })
  .partial();

const Usage = z.strictObject({
  id: z.string(),
  at: z.string(),
  amount: z.string(),
  scope: z.string().nullable().default(null),
  currency: z.string().default('USD'),
});

const Purchase = z.looseObject({ id: z.string(), at: z.string(), cash: z.string() });

const Correction = z.union([
  z.object({
    do: z.literal('reverseUsage'),
    with: z.looseObject({ usage: z.string(), id: z.string() }),
  }),
  z.object({
    do: z.literal('withdrawUsage'),
    with: z.strictObject({ usage: z.string(), at: z.string().optional() }),
  }),
  z.object({
    do: z.literal('refundPurchase'),
    with: z.looseObject({ purchase: z.string(), id: z.string(), at: z.string(), cash: z.string() }),
  }),
  z.object({
    do: z.literal('voidLot'),
    with: z.strictObject({ lot: z.string(), id: z.string(), at: z.string(), reason: z.string() }),
  }),
  z.object({
    do: z.literal('extendLot'),
    with: z.strictObject({
      lot: z.string(),
      id: z.string(),
      expiresAt: z.string().nullable(),
      reason: z.string(),
    }),
  }),
  z.object({ do: z.literal('expire'), with: z.string() }),
]);

const Hold = z.object({
  id: z.string(),
  at: z.string(),
  amount: z.string(),
  expiresAt: z.string().nullable().default(null),
  scope: z.string().nullable().default(null),
});

const Refund = Purchase.extend({ bonus: z.string() });

const ImportOf = z.strictObject({
  csv: z.array(z.string()).optional(),
  purchases: z.array(Purchase).default([]),
  refunds: z.array(Refund).default([]),
  dryRun: z.boolean().default(false),
  unlinkedRefunds: z.enum(['report', 'debit']).default('report'),
});

const Pull = z.object({
  pulledAt: z.string(),
  rows: z.array(
    z.looseObject({ id: z.string(), at: z.string(), amount: z.string(), category: z.string().default('c') }),
  ),
  covered: z.object({ from: z.string(), to: z.string() }).optional(),
  allowEmpty: z.boolean().default(false),
  allowShrink: z.boolean().default(false),
  linkReversals: z.boolean().default(false),
});

const Asked = z.object({ as: z.string().optional(), recordedAt: z.string().optional() });

const Query = z.looseObject({}).default({});

const Paging = { after: z.number().optional(), limit: z.number().optional() };
const Explained = z.union([
  z.strictObject({ usage: z.string(), ...Paging }),
  z.strictObject({ lot: z.string(), ...Paging }),
]);

const Debits = z.array(
  z.object({
    usage: z.string(),
    packs: z.array(z.string().nullable()).transform((all) => all.map((debitAmount) => ({ debitAmount }))),
  }),
);

const Step = z.intersection(
  Asked,
  z.union([
    Correction,
    z.object({ do: z.literal('openAccount'), with: Account }),
    z.object({ do: z.literal('recordPurchase'), with: Purchase }),
    z.object({ do: z.literal('syncLotsFromPurchases'), with: z.array(Purchase) }),
    z.object({ do: z.literal('importPurchases'), with: ImportOf }),
    z.object({
      do: z.literal('openBalance'),
      with: z.strictObject({ at: z.string(), purchased: z.string(), bonus: z.string().default('0') }),
    }),
    z.object({ do: z.literal('allocateUsage'), with: Usage }),
    z.object({ do: z.literal('allocateMany'), with: z.array(Usage) }),
    z.object({
      do: z.literal('adjust'),
      with: z.strictObject({ id: z.string(), at: z.string(), amount: z.string(), reason: z.string() }),
    }),
    z.object({ do: z.literal('ingestUsagePull'), with: Pull }),
    z.object({ do: z.literal('hold'), with: Hold }),
    z.object({
      do: z.literal('postHold'),
      with: z.object({ id: z.string(), at: z.string(), amount: z.string().optional() }),
    }),
    z.object({ do: z.literal('verify') }),
    z.object({ do: z.literal('explain'), with: Explained }),
    z.object({ do: z.literal('compareWithProvider'), with: Debits }),
    z.object({ do: z.enum(['usage', 'voidHold', 'holdRecord']), with: z.string() }),
    z.object({ do: z.enum(['balance', 'dailyBalance', 'rebuild', 'runway', 'signals']), with: Query }),
    z.object({ do: z.enum(['lots', 'entries', 'usages', 'openHolds']), with: Query }),
  ]),
);

const Input = z.strictObject({
  account: Account.default({}),
  recordedAt: z.string().default('2026-12-31T00:00:00Z'),
  steps: z.array(Step),
});

async function correct(ledger: CreditLedger, step: z.output<typeof Correction>): Promise<unknown> {
  switch (step.do) {
    case 'reverseUsage':
      return ledger.reverseUsage(ACCOUNT, step.with.usage, step.with);
    case 'withdrawUsage':
      return ledger.withdrawUsage(ACCOUNT, step.with.usage, given(step.with));
    case 'refundPurchase':
      return ledger.refundPurchase(ACCOUNT, step.with.purchase, step.with);
    case 'voidLot':
      return ledger.voidLot(ACCOUNT, step.with.lot, step.with);
    case 'extendLot':
      return ledger.extendLot(ACCOUNT, step.with.lot, step.with);
    case 'expire':
      return ledger.expire(ACCOUNT, step.with);
  }
}

async function take(ledger: CreditLedger, step: z.output<typeof Step>): Promise<unknown> {
  switch (step.do) {
    case 'openAccount':
      return ledger.openAccount({ id: ACCOUNT, currency: 'USD', ...given(step.with) });
    case 'verify':
      return ledger.verify(ACCOUNT);
    case 'lots':
    case 'entries':
    case 'usages':
    case 'openHolds':
      return (await ledger[step.do](ACCOUNT, step.with)).items;
    case 'explain':
      return (
        ('usage' in step.with
          ? await ledger.explain(ACCOUNT, given(step.with))
          : await ledger.explain(ACCOUNT, given(step.with))) ?? null
      );
    case 'compareWithProvider':
      return ledger.compareWithProvider(ACCOUNT, step.with);
    case 'syncLotsFromPurchases':
      return ledger.syncLotsFromPurchases(ACCOUNT, step.with);
    case 'importPurchases': {
      const { csv, purchases, refunds, ...options } = step.with;
      const file: PurchaseImport =
        csv === undefined ? { purchases, refunds } : parsePurchaseCsv(csv.join('\n'));
      return ledger.importPurchases(ACCOUNT, file, options);
    }
    case 'allocateMany':
      return ledger.allocateMany(ACCOUNT, step.with);
    case 'recordPurchase':
      return ledger.recordPurchase(ACCOUNT, step.with);
    case 'openBalance':
      return ledger.openBalance(ACCOUNT, step.with);
    case 'allocateUsage':
      return ledger.allocateUsage(ACCOUNT, step.with);
    case 'adjust':
      return ledger.adjust(ACCOUNT, step.with);
    case 'reverseUsage':
    case 'withdrawUsage':
    case 'refundPurchase':
    case 'voidLot':
    case 'extendLot':
    case 'expire':
      return correct(ledger, step);
    case 'ingestUsagePull':
      return ledger.ingestUsagePull(ACCOUNT, given(step.with));
    case 'hold':
      return ledger.hold(ACCOUNT, step.with);
    case 'postHold': {
      const { id, ...input } = step.with;
      return ledger.postHold(ACCOUNT, id, given(input));
    }
    case 'voidHold':
      return ledger.voidHold(ACCOUNT, step.with);
    case 'holdRecord':
      return (await ledger.holdRecord(ACCOUNT, step.with)) ?? null;
    case 'usage':
      return (await ledger.usage(ACCOUNT, step.with)) ?? null;
    default:
      return ledger[step.do](ACCOUNT, step.with);
  }
}

/** Runs the steps on a fresh ledger. A refused step answers with its error, and the next one runs. */
async function runLedger(input: unknown): Promise<unknown> {
  const { account, recordedAt, steps } = Input.parse(input);
  let now = recordedAt;
  const ledger = new CreditLedger({
    repository: new InMemoryCreditLedgerRepository(),
    clock: { now: () => new Date(now) },
  });
  // Nothing is recorded before what was recorded before it, so the account is opened before all steps.
  for (const { recordedAt: at = now } of steps) if (Date.parse(at) < Date.parse(now)) now = at;
  await ledger.openAccount({ id: ACCOUNT, currency: 'USD', ...given(account) });
  now = recordedAt;
  const results: unknown[] = [];
  const named: Record<string, unknown> = {};
  for (const step of steps) {
    now = step.recordedAt ?? now;
    const result = await take(ledger, step).catch(errorOf);
    results.push(result);
    if (step.as !== undefined) named[step.as] = result;
  }
  return { results, named, balance: await ledger.balance(ACCOUNT) };
}

function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) throw error;
  return { error: { ...error, type: error.name, message: error.message } };
}

/** Leaves out what is undefined: an option that is not given has its default. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

function runBonus(input: unknown): unknown {
  const { cash, rule } = z.strictObject({ cash: z.string(), rule: BonusRule }).parse(input);
  return { bonus: bonusFor(cash, rule) };
}

const Linkable = z.object({
  id: z.string(),
  day: z.string(),
  amount: z.string(),
  category: z.string(),
  device: z.string().nullable().default(null),
  account: z.string().nullable().default(null),
  occurrence: z.number().default(1),
});

function runLinks(input: unknown): unknown {
  const { links, unmatched } = linkReversals(z.array(Linkable).parse(input));
  return {
    links: links.map(({ reversal, charge }) => [reversal.id, charge.id]),
    unmatched: unmatched.map(({ id }) => id),
  };
}

export const adapters = {
  'credit-ledger/run': runLedger,
  'credit-ledger/bonus': runBonus,
  'credit-ledger/link-reversals': runLinks,
};
