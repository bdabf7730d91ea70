import type { DailyBalance, LedgerEntry, OrderPolicy, orderPresets } from 'reseller-sdk/credit-ledger';
import { expect } from 'vitest';
import type { State } from './model.ts';

/** Text of an amount in units of 10^-8, by other means than the ledger's. */
export function units(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(8, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}

export function sum(texts: readonly string[]): bigint {
  return texts.reduce((total, text) => total + units(text), 0n);
}

const FIGURES = ['original', 'remaining', 'held', 'consumed', 'refunded', 'voided', 'expired'] as const;

/** Invariants 1, 2, 3, 6 and 7 of the contract, section 16. */
export function expectSoundBooks({ head, lots, usages, entries, debts }: State): void {
  for (const lot of lots) {
    const spent = [lot.remaining, lot.consumed, lot.refunded, lot.voided, lot.expired];
    expect(sum(spent)).toBe(units(lot.original));
    expect(spent.concat(lot.held).every((part) => units(part) >= 0n)).toBe(true);
    expect(units(lot.held) <= units(lot.remaining)).toBe(true);
    const slices = usages.flatMap((usage) => usage.slices).filter(({ lotId }) => lotId === lot.id);
    expect(sum(slices.map(({ amount }) => amount))).toBe(units(lot.consumed));
  }
  const effects = new Map(lots.map((lot) => [lot.id, lot.effectiveAt]));
  const ends = new Map(lots.map((lot) => [lot.id, lot.expiresAt]));
  for (const usage of usages.filter(({ state }) => state === 'allocated' || state === 'partial')) {
    const paid = sum(usage.slices.map(({ amount }) => amount));
    expect(paid + units(usage.shortfall) + units(usage.reversed)).toBe(units(usage.amount));
    expect(usage.state === 'partial').toBe(units(usage.shortfall) > 0n);
    for (const slice of usage.slices) {
      const isLate = (effects.get(slice.lotId) ?? '') > usage.occurredAt;
      const end = ends.get(slice.lotId) ?? null;
      expect(isLate || end === null || usage.occurredAt < end).toBe(true);
      expect(slice.lateFunding ?? false).toBe(isLate);
      const entry = entries[slice.seq - 1];
      expect(entry).toMatchObject({ lotId: slice.lotId, usageId: usage.id });
      expect(units(slice.amount) <= units(entry?.amount ?? '0')).toBe(true);
      if (usage.reversed === '0') expect(slice.amount).toBe(entry?.amount);
      expect(entry?.effectiveAt).toBe(isLate ? effects.get(slice.lotId) : usage.occurredAt);
    }
  }
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(head?.nextSeq).toBe(entries.length + 1);
  expect(sum(debts.map(({ shortfall }) => shortfall))).toBe(units(head?.debt ?? '0'));
  for (const kind of ['purchased', 'bonus', 'adjustment'] as const) {
    const ofKind = lots.filter((lot) => lot.kind === kind);
    for (const figure of FIGURES) {
      expect(sum(ofKind.map((lot) => lot[figure]))).toBe(units(head?.totals[kind][figure] ?? '0'));
    }
  }
}

/** Invariant 5: an open debt means that no lot has credit left (there is neither expiry nor scope here). */
export function expectNoIdleCredit({ lots, debts }: State): void {
  if (debts.length > 0) expect(sum(lots.map(({ remaining }) => remaining))).toBe(0n);
}

/** Invariant 4: each day adds up and starts where the day before ended; the last closing is the net balance. */
export function expectDaysAddUp(days: readonly DailyBalance[], net: string, debt: string): void {
  let opening = 0n;
  for (const day of days) {
    expect(units(day.opening)).toBe(opening);
    const added = sum([day.purchased, day.bonus, day.adjustment, day.returned]);
    opening += added - sum([day.usage, day.refunded, day.voided, day.expired]);
    expect(units(day.closing)).toBe(opening);
  }
  expect(opening).toBe(units(net));
  expect(units(days.at(-1)?.debt ?? '0')).toBe(units(debt));
}

/** Lots and usage as the entries alone tell them (invariant 10). */
export function replayEntries(entries: readonly LedgerEntry[]) {
  const lots = new Map<string, { original: bigint; remaining: bigint }>();
  const usages = new Map<string, { paid: bigint; shortfall: bigint }>();
  const lotOf = (entry: LedgerEntry) => lots.get(entry.lotId ?? '') ?? { original: 0n, remaining: 0n };
  const usageOf = (entry: LedgerEntry) => usages.get(entry.usageId ?? '') ?? { paid: 0n, shortfall: 0n };
  for (const entry of entries) {
    const amount = units(entry.amount);
    const { original, remaining } = lotOf(entry);
    const { paid, shortfall } = usageOf(entry);
    const lotId = entry.lotId ?? '';
    const usageId = entry.usageId ?? '';
    if (entry.type === 'lot.created') lots.set(lotId, { original: amount, remaining: amount });
    if (entry.type === 'usage.shortfall') usages.set(usageId, { paid, shortfall: shortfall + amount });
    if (entry.type === 'usage.allocated') usages.set(usageId, { paid: paid + amount, shortfall });
    if (entry.type === 'shortfall.settled') {
      usages.set(usageId, { paid: paid + amount, shortfall: shortfall - amount });
    }
    const takes = entry.type === 'usage.allocated' || entry.type === 'shortfall.settled';
    if (takes && entry.lotId !== null) lots.set(lotId, { original, remaining: remaining - amount });
  }
  return { lots, usages };
}

const RANKS: Readonly<Record<string, readonly string[]>> = {
  'oldest-first': ['purchased', 'adjustment', 'bonus'],
  'purchased-first': ['purchased', 'adjustment', 'bonus'],
  'expiring-first': ['purchased', 'adjustment', 'bonus'],
  'bonus-first': ['bonus', 'adjustment', 'purchased'],
};

/** Lots sorted by the comparators of a preset, written down a second time. */
export function sortedByPolicy(
  lots: State['lots'],
  policy: OrderPolicy & keyof typeof orderPresets,
): string[] {
  const rank = (lot: State['lots'][number]): number => RANKS[policy]?.indexOf(lot.kind) ?? 0;
  const age = (a: State['lots'][number], b: State['lots'][number]): number =>
    a.effectiveAt.localeCompare(b.effectiveAt) || a.groupSeq - b.groupSeq;
  return [...lots]
    .sort((a, b) =>
      policy === 'oldest-first' ? age(a, b) || rank(a) - rank(b) : rank(a) - rank(b) || age(a, b),
    )
    .map(({ id }) => id);
}
