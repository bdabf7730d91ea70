import type { UsageInput } from 'reseller-sdk/credit-ledger';

/** What one of several processes is to do, as JSON on its command line. */
export interface Assignment {
  readonly store: 'sqlite' | 'postgres';
  /** File or address. */
  readonly target: string;
  readonly rival: number;
  readonly rivals: number;
  /** All usages of all rivals together. */
  readonly usages: number;
  /** How many are booked in one commit, between single ones. */
  readonly batch: number;
  readonly withLock?: boolean;
  /** It is to be killed: where that comes late, it waits for it. */
  readonly isDoomed?: boolean;
}

export const ACCOUNT = 'acct';
const SINGLES = 2;
const SHARED = 10;
/** What a pack holds, so that all packs together cover some nine tenths of what is used. */
export const PACK = { cash: '99.5', bonus: '9.95' };

/** The n-th usage: amounts that binary fractions cannot hold, times in no order. */
function usage(index: number): UsageInput {
  const day = String(((index * 7) % 27) + 2).padStart(2, '0');
  return {
    id: `usage ${index}`,
    at: `2026-01-${day}`,
    amount: `${index % 3}.${index % 2 === 0 ? '1' : '30000001'}`,
  };
}

/** Commands of one rival: its own usages in batches and one by one, and some that its neighbour books as well. */
export function chunksOf({ rival, rivals, usages, batch }: Assignment): UsageInput[][] {
  const own = Array.from({ length: Math.ceil(usages / rivals) }, (_, index) => rival + index * rivals);
  const neighbours = own.slice(0, SHARED).map((index) => (index + 1) % usages);
  const queue = [...neighbours, ...own].filter((index) => index < usages).map(usage);
  const chunks: UsageInput[][] = [];
  for (let taken = 0; taken < queue.length; ) {
    const size = chunks.length % (SINGLES + 1) === 0 ? batch : 1;
    chunks.push(queue.slice(taken, taken + size));
    taken += size;
  }
  return chunks;
}

/** Packs of one rival; they are bought while usage is booked, so some settle debts. */
export function packsOf({ rival, rivals, usages }: Assignment): string[] {
  const packs = Math.floor((usages * 1.2 * 0.9) / 109.45 / rivals);
  return Array.from({ length: packs }, (_, index) => `pack ${rival}.${index}`);
}
