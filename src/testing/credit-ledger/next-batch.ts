import { formatUnits, toUnits } from '../../core/amount.ts';
import type {
  AccountHead,
  CommandRecord,
  CreditLot,
  HoldRecord,
  LedgerAccount,
  LedgerBatch,
  LedgerEntry,
  LedgerPeriod,
  LotFigures,
  LotKind,
  UsageRecord,
} from '../../credit-ledger/index.ts';
import type { PlainAccount } from './plain-account.ts';
import { entryOf, RECORDED } from './seeds.ts';

/** Rows that a commit shall write; the rest of the batch follows from them. */
export interface Changes {
  readonly lots?: readonly CreditLot[];
  /** The seq of a new usage or hold, and of an entry, is set here. */
  readonly usages?: readonly UsageRecord[];
  readonly holds?: readonly HoldRecord[];
  readonly entries?: readonly LedgerEntry[];
  readonly periods?: readonly LedgerPeriod[];
}

const FIGURES = ['original', 'remaining', 'held', 'consumed', 'refunded', 'voided', 'expired'] as const;

/** A sound batch on top of the stored rows: entries for new rows, one command, sums in the head. */
export function nextBatch(account: LedgerAccount, stored: PlainAccount, changes: Changes): LedgerBatch {
  const { head } = stored;
  const version = (head?.version ?? 0) + 1;
  const first = head?.nextSeq ?? 1;
  const key = `write:${version}`;
  const { lots = [], periods = [] } = changes;
  const entries: LedgerEntry[] = [];
  const enter = (seed: Partial<LedgerEntry>): number => {
    const seq = first + entries.length;
    entries.push({ ...entryOf(seed), seq, commandKey: key });
    return seq;
  };
  for (const lot of lots) if (lot.rowVersion === 1) enter(creationOf(lot));
  const usages = (changes.usages ?? []).map((usage) =>
    usage.rowVersion === 1 ? { ...usage, seq: enter(postingOf(usage)) } : usage,
  );
  const holds = (changes.holds ?? []).map((hold) =>
    hold.rowVersion === 1 ? { ...hold, seq: enter(placingOf(hold)) } : hold,
  );
  for (const entry of changes.entries ?? []) enter(entry);
  const next = first + entries.length;
  return {
    head: headOf(account, stored, { lots, usages, version, nextSeq: next }),
    entries,
    lots,
    usages,
    holds,
    periods,
    commands: [commandOf(key, account)],
  };
}

/** What is kept of a command; the result is one that any store must be able to hold. */
export function commandOf(key: string, account: LedgerAccount): CommandRecord {
  const result = { command: 'openAccount', key, replayed: false, account } as const;
  return { key, request: JSON.stringify([key]), result, recordedAt: RECORDED };
}

interface Next extends Required<Pick<Changes, 'lots' | 'usages'>> {
  readonly version: number;
  readonly nextSeq: number;
}

function headOf(account: LedgerAccount, stored: PlainAccount, next: Next): AccountHead {
  const lots = merged(stored.lots, next.lots);
  const usages = merged(stored.usages, next.usages);
  const totals = (kind: LotKind): LotFigures =>
    figuresOf(
      lots.filter((lot) => lot.kind === kind),
      account.scale,
    );
  return {
    account,
    version: next.version,
    nextSeq: next.nextSeq,
    nextGroupSeq: 2,
    openingAt: null,
    firstDay: '2026-01-01',
    lastEffectiveAt: '2026-03-01T00:00:00.000Z',
    firstLotAt: null,
    lastRecordedAt: RECORDED,
    generation: 1,
    nextExpiry: null,
    expiredBy: null,
    nextTimeout: null,
    lastPull: null,
    totals: { purchased: totals('purchased'), bonus: totals('bonus'), adjustment: totals('adjustment') },
    debt: sum(
      usages.map(({ shortfall }) => shortfall),
      account.scale,
    ),
  };
}

function merged<Row extends { readonly id: string }>(
  stored: ReadonlyMap<string, Row>,
  changed: readonly Row[],
): Row[] {
  return [...new Map([...stored, ...changed.map((row) => [row.id, row] as const)]).values()];
}

function figuresOf(lots: readonly CreditLot[], scale: number): LotFigures {
  const of = (figure: (typeof FIGURES)[number]): string =>
    sum(
      lots.map((lot) => lot[figure]),
      scale,
    );
  return {
    original: of('original'),
    remaining: of('remaining'),
    held: of('held'),
    consumed: of('consumed'),
    refunded: of('refunded'),
    voided: of('voided'),
    expired: of('expired'),
  };
}

/** The exact sum of plain decimals. */
export function sum(amounts: readonly string[], scale: number): string {
  return formatUnits(
    amounts.reduce((total, amount) => total + toUnits(amount, scale), 0n),
    scale,
  );
}

function creationOf(lot: CreditLot): Partial<LedgerEntry> {
  const { expiresAt, priority, scope, groupSeq, label } = lot;
  return {
    type: 'lot.created',
    amount: lot.original,
    origin: lot.origin.type,
    lotId: lot.id,
    kind: lot.kind,
    effectiveAt: lot.effectiveAt,
    day: lot.day,
    terms: { expiresAt, priority, scope, groupSeq, label },
  };
}

function postingOf(usage: UsageRecord): Partial<LedgerEntry> {
  const { occurredAt: effectiveAt, day, origin, id: usageId } = usage;
  return { type: 'usage.shortfall', amount: usage.shortfall, origin, usageId, effectiveAt, day };
}

function placingOf(hold: HoldRecord): Partial<LedgerEntry> {
  const { occurredAt: effectiveAt, day, amount, id } = hold;
  const [slice] = hold.slices;
  const of = slice && { lotId: slice.lotId, kind: slice.kind };
  return { type: 'hold.placed', amount, usageId: `hold:${id}`, effectiveAt, day, ...of };
}
