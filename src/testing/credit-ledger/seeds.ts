import type {
  CreditLot,
  HoldRecord,
  LedgerAccount,
  LedgerEntry,
  LedgerPeriod,
  UsageRecord,
} from '../../credit-ledger/index.ts';

/** When the rows of the cases were recorded. */
export const RECORDED = '2026-06-01T12:00:00.000Z';

/** What sorts otherwise in dictionaries than by code unit; in ASCII and beyond, each a different name. */
export const AWKWARD_NAMES: readonly string[] = [
  ' lead',
  '!',
  '10',
  '9',
  'A',
  'Z',
  '__proto__',
  'a',
  'a-b',
  'ab',
  'constructor',
  'trail ',
  'z',
  'É',
  'e\u0301',
  'ß',
  'é',
  'Ω',
  '中',
  '😀',
];

/** Text that breaks where quoting, escaping or a narrow character set is at work. */
export const AWKWARD_TEXT = `'; DROP TABLE lots; -- "quoted" \\ \\n %s $1 ? {"json": [1]} `.concat(
  'é e\u0301 ß 中 😀 \u2028 <b> &amp;',
);

export function accountOf(id: string, scale = 8): LedgerAccount {
  return {
    id,
    currency: 'USD',
    scale,
    order: 'oldest-first',
    overdraw: 'shortfall',
    businessTimeZone: 'UTC',
    bonusRule: { type: 'none' },
    ingestRounding: null,
  };
}

/** A lot of 10 of which nothing is used. Its place in the order is its id, unless a key is given. */
export function lotOf(seed: Pick<CreditLot, 'id'> & Partial<CreditLot>): CreditLot {
  const effectiveAt = seed.effectiveAt ?? '2026-01-01T00:00:00.000Z';
  return {
    kind: 'purchased',
    origin: { type: 'purchase', id: seed.id },
    effectiveAt,
    day: effectiveAt.slice(0, 10),
    expiresAt: null,
    priority: 0,
    scope: null,
    groupSeq: 1,
    orderKey: seed.id,
    label: null,
    original: '10',
    remaining: '10',
    held: '0',
    consumed: '0',
    refunded: '0',
    voided: '0',
    expired: '0',
    voidedAt: null,
    refundDebited: '0',
    lateExpiry: [],
    createdAt: RECORDED,
    rowVersion: 1,
    ...seed,
  };
}

/** A usage of 5 that nobody paid. */
export function usageOf(seed: Pick<UsageRecord, 'id'> & Partial<UsageRecord>): UsageRecord {
  const occurredAt = seed.occurredAt ?? '2026-02-01T00:00:00.000Z';
  const amount = seed.amount ?? '5';
  return {
    origin: 'usage',
    occurredAt,
    day: occurredAt.slice(0, 10),
    seq: 0,
    amount,
    requested: amount,
    slices: [],
    shortfall: amount,
    reversed: '0',
    scope: null,
    state: 'partial',
    firstSeenAt: null,
    lastSeenAt: null,
    rowVersion: 1,
    ...seed,
  };
}

/** An open hold on 1 of a lot. */
export function holdOf(seed: Pick<HoldRecord, 'id'> & Partial<HoldRecord>, lotId: string): HoldRecord {
  const occurredAt = seed.occurredAt ?? '2026-03-01T00:00:00.000Z';
  return {
    occurredAt,
    day: occurredAt.slice(0, 10),
    seq: 0,
    amount: '1',
    slices: [{ lotId, kind: 'purchased', amount: '1', seq: 1 }],
    expiresAt: null,
    scope: null,
    state: 'open',
    rowVersion: 1,
    ...seed,
  };
}

/** The figures of a day or month. */
export function periodOf(period: string, seed: Partial<LedgerPeriod> = {}): LedgerPeriod {
  return {
    period,
    purchased: '10',
    bonus: '0',
    adjustment: '-2.5',
    usage: '3.25',
    returned: '0',
    refunded: '0',
    voided: '0',
    expired: '-0.5',
    credited: '0',
    remaining: { purchased: '7.25', bonus: '0', adjustment: '-2.5' },
    consumed: { purchased: '3.25', bonus: '0', adjustment: '-0.125' },
    held: '-1',
    debt: '0',
    rowVersion: 1,
    ...seed,
  };
}

/** A line of the journal; its place in it is set when it is written. */
export function entryOf(seed: Partial<LedgerEntry> = {}): LedgerEntry {
  const effectiveAt = seed.effectiveAt ?? '2026-01-01T00:00:00.000Z';
  return {
    seq: 0,
    type: 'usage.allocated',
    amount: '0',
    origin: 'usage',
    lotId: null,
    kind: null,
    usageId: null,
    effectiveAt,
    day: effectiveAt.slice(0, 10),
    recordedAt: RECORDED,
    commandKey: '',
    reversesSeq: null,
    reason: null,
    terms: null,
    ...seed,
  };
}
