import type { CreditLedgerReads } from '../repository.ts';

/** Most keys or ids that one read of the port asks for. */
export const MAX_KEYS = 500;

/** One read that a plan waits for. */
export type Fetch = (from: CreditLedgerReads) => Promise<void>;

/**
 * A plan: a synchronous function that stops where it needs a row and is resumed once the row is there. It
 * knows no clock, no randomness and no I/O; who drives it decides where rows come from.
 */
export type Planning<Result> = Generator<Fetch, Result, void>;

/** Asks for rows. */
export function* read<Rows>(load: (from: CreditLedgerReads) => Promise<Rows>): Planning<Rows> {
  const answers: Rows[] = [];
  yield async (from) => {
    answers.push(await load(from));
  };
  for (const answer of answers) return answer;
  throw new Error('a plan was resumed before its read had ended');
}

/** The keys in portions that one read of the port may ask for. */
export function portionsOf(keys: readonly string[]): string[][] {
  const portions: string[][] = [];
  for (let start = 0; start < keys.length; start += MAX_KEYS)
    portions.push(keys.slice(start, start + MAX_KEYS));
  return portions;
}

/** Asks for the rows of any number of keys. */
export function* readByKey<Row>(
  keys: readonly string[],
  load: (from: CreditLedgerReads, asked: readonly string[]) => Promise<readonly Row[]>,
): Planning<Row[]> {
  const rows: Row[] = [];
  for (const asked of portionsOf(keys)) {
    for (const row of yield* read((from) => load(from, asked))) rows.push(row);
  }
  return rows;
}

/** Carries a plan out to its end, with rows from a store. */
export async function drive<Result>(
  plan: Planning<Result>,
  from: CreditLedgerReads,
  onPortFailure: () => void = () => {},
): Promise<Result> {
  for (;;) {
    const step = plan.next();
    if (step.done) return step.value;
    try {
      await step.value(from);
    } catch (error) {
      onPortFailure();
      throw error;
    }
  }
}
