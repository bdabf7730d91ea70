import type { LotFacts, UsageFacts } from '../../../src/credit-ledger/index.ts';

const START = Date.parse('2020-01-01T00:00:00Z');
const MINUTE = 60_000;

/** The instant so many minutes into the history, as the ledger writes it. */
export function minute(count: number): string {
  return new Date(START + count * MINUTE).toISOString();
}

/** Lots that take effect one after the other. */
export function lotsOf(count: number, original: string): LotFacts[] {
  return Array.from({ length: count }, (_lot, index) => ({
    id: `pack-${index}:p`,
    kind: 'purchased',
    original,
    effectiveAt: minute(index),
    expiresAt: null,
    priority: 0,
    scope: null,
    groupSeq: index + 1,
  }));
}

/** Usage of 0 to 50, 25 in the mean, from the minute `from` on and one `every` so many minutes. */
export function usagesOf(count: number, from: number, every = 1): UsageFacts[] {
  return Array.from({ length: count }, (_usage, index) => ({
    id: `charge-${index}`,
    occurredAt: minute(from + index * every),
    amount: `${(index * 7919) % 50}.${String((index * 104_729) % 10_000).padStart(4, '0')}`,
    scope: null,
  }));
}
