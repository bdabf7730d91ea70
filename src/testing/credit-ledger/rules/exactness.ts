import type { CreditLot, LedgerAccount, Slice } from '../../../credit-ledger/index.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import { sum } from '../next-batch.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';
import {
  AWKWARD_NAMES,
  AWKWARD_TEXT,
  accountOf,
  entryOf,
  holdOf,
  lotOf,
  periodOf,
  usageOf,
} from '../seeds.ts';
import { Twin } from '../twin.ts';

const SCALE = 30;
const THIRTY_DIGITS = '123456789012345678901234567890';

/** Amounts that floating point, narrow columns or exponents would change. */
const AMOUNTS = [
  '0',
  '0.1',
  '0.3',
  '0.30000000000000004',
  '0.00000001',
  '0.0000001',
  `0.${'0'.repeat(SCALE - 1)}1`,
  '100',
  '1000000000000000000000',
  '9007199254740993',
  '12345678901234567.89012345',
  THIRTY_DIGITS,
  `${THIRTY_DIGITS}.${THIRTY_DIGITS}`,
  `${'9'.repeat(40)}.${'9'.repeat(SCALE)}`,
] as const;

/** Sums of many such amounts. */
const LARGE = { remaining: `1${'0'.repeat(40)}`, debt: `-${THIRTY_DIGITS}.000000000000000000000000000001` };

function lotWith(amount: string, index: number): CreditLot {
  const parts = {
    remaining: amount,
    consumed: '0.1',
    refunded: '0.2',
    voided: '0.00000001',
    expired: amount,
  };
  const original = sum(Object.values(parts), SCALE);
  const lateExpiry = [{ at: '2026-05-01T00:00:00.000Z', amount, taken: amount }];
  return lotOf({ ...parts, id: `lot ${index}`, original, held: amount, refundDebited: amount, lateExpiry });
}

async function writeAmounts(twin: Twin, account: LedgerAccount): Promise<void> {
  await twin.write(account, { lots: AMOUNTS.map(lotWith) });
  const slices = AMOUNTS.map((amount, index): Slice => {
    const slice = { lotId: `lot ${index}`, kind: 'purchased', amount, seq: index + 1 } as const;
    return index % 2 === 0 ? slice : { ...slice, lateFunding: true };
  });
  const amount = sum([...AMOUNTS, '0.1', '0.2'], SCALE);
  await twin.write(account, {
    usages: [
      usageOf({ id: 'much', amount, slices, shortfall: '0.1', reversed: '0.2', requested: `${amount}5` }),
      ...AMOUNTS.map((of, index) => usageOf({ id: `usage ${index}`, amount: of })),
      usageOf({ id: 'credit', amount: '-0.00000001', shortfall: '0', state: 'credit' }),
    ],
    holds: [holdOf({ id: 'hold', amount: sum(AMOUNTS, SCALE), slices }, 'lot 1')],
    entries: [
      ...AMOUNTS.map((of) => entryOf({ amount: of })),
      entryOf({ type: 'lot.expired', amount: `-${THIRTY_DIGITS}.5` }),
    ],
    periods: AMOUNTS.map((of, index) =>
      periodOf(`2026-01-${index + 10}`, {
        usage: of,
        adjustment: of === '0' ? of : `-${of}`,
        remaining: { purchased: of, bonus: LARGE.remaining, adjustment: '-0.1' },
        debt: LARGE.debt,
      }),
    ),
  });
}

async function agreeOnEverything(twin: Twin, account: string): Promise<void> {
  const limit = 500;
  await twin.agree('head', async (from) => [await from.head(account)]);
  await twin.agree('lots', (from) => from.lots(account, { limit }));
  await twin.agree('usages', (from) => from.usages(account, { limit }));
  await twin.agree('open debts', (from) => from.openDebts(account, { limit }));
  await twin.agree('holds', (from) => from.openHolds(account, { limit }));
  await twin.agree('entries', (from) => from.entries(account, { limit }));
  await twin.agree('days', (from) => from.periods(account, { unit: 'day', limit }));
}

export const exactnessRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: 'keeps every amount exactly, as plain decimal text, from 10^-30 to 10^40',
    check: async ({ repository, connect }) => {
      const twin = new Twin(repository);
      await writeAmounts(twin, accountOf('acct', SCALE));
      await agreeOnEverything(twin, 'acct');
      await agreeOnEverything(twin.beside((await connect?.()) ?? repository), 'acct');
    },
  },
  {
    name: 'keeps every text exactly: quotes, emoji, code, names of built-in members',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const account = { ...accountOf(AWKWARD_TEXT), businessTimeZone: 'Pacific/Auckland' };
      const texts = [
        ...AWKWARD_NAMES,
        AWKWARD_TEXT,
        'x'.repeat(200),
        '中'.repeat(200),
        '"',
        "''",
        '\\',
        '{}',
        'null',
      ];
      await twin.write(account, {
        lots: texts.map((text, index) => {
          const origin = { type: 'purchase', id: text } as const;
          return lotOf({ id: text, orderKey: `${index}`, origin, label: text, scope: texts.slice(index) });
        }),
        usages: texts.map((text) => usageOf({ id: text, scope: text })),
        entries: texts.map((text) => {
          const terms = { expiresAt: null, priority: -999_999_999, scope: [text], groupSeq: 1, label: text };
          return entryOf({ reason: text, usageId: text, terms });
        }),
      });
      await twin.write(account, { holds: texts.map((text) => holdOf({ id: text, scope: text }, text)) });
      await agreeOnEverything(twin, account.id);
      await twin.agreeInAnyOrder(
        'commands',
        (from) => from.commands(account.id, ['write:1', 'write:2']),
        ({ key }) => key,
      );
    },
  },
  {
    name: 'tells empty text, an empty list and nothing apart, and keeps whole numbers of any size',
    check: async ({ repository }) => {
      const twin = new Twin(repository);
      const account: LedgerAccount = {
        ...accountOf('acct'),
        order: ['priority', { kind: ['bonus', 'adjustment', 'purchased'] }],
        bonusRule: { type: 'percent', minCash: '0.1', rate: '0.25', rounding: { scale: 2, mode: 'half-up' } },
        ingestRounding: { scale: 4, mode: 'half-even' },
      };
      await twin.write(account, {
        lots: [
          lotOf({ id: 'empty', label: '', scope: [], priority: -999_999_999, groupSeq: 999_999_999_999_999 }),
          lotOf({ id: 'null', label: null, scope: null, priority: 999_999_999 }),
          lotOf({ id: 'void', voidedAt: '2026-01-02T00:00:00.000Z', expiresAt: '9999-12-31T23:59:59.999Z' }),
        ],
        usages: [
          usageOf({
            id: 'seen',
            firstSeenAt: '2026-01-02T00:00:00.000Z',
            lastSeenAt: '2026-01-03T00:00:00.000Z',
          }),
          usageOf({ id: 'unseen', scope: '' }),
        ],
        entries: [entryOf({ reason: '' }), entryOf({ reversesSeq: 1 })],
      });
      await agreeOnEverything(twin, 'acct');
    },
  },
];
