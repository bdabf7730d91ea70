import type { DayRange } from '../../identity/index.ts';
import { loadCommands } from './command.ts';
import type { Draft } from './draft.ts';
import type { UsagePull } from './ingest-input.ts';
import type { Planning } from './read.ts';

/** Where a pull stands among those on record. */
export interface PullOrder {
  /** Days of which a pull made later has told already. */
  readonly decided: readonly DayRange[];
  /** The instant of the newest pull, this one included. */
  readonly newest: string;
}

/**
 * Looks back through the pulls on record, the last booked first, for those that were made after this one. Where
 * pulls arrive in order that is one read.
 */
export function* orderOf(draft: Draft, { pulledAt }: UsagePull): Planning<PullOrder> {
  const decided: DayRange[] = [];
  let newest = pulledAt;
  let key = draft.next.lastPull;
  while (key !== null) {
    yield* loadCommands(draft, [key]);
    const result = draft.commands.get(key)?.result;
    if (result?.command !== 'ingestUsagePull' || result.newest < pulledAt) break;
    if (result.newest > newest) newest = result.newest;
    if (result.pulledAt > pulledAt && result.covered !== null) decided.push(result.covered);
    key = result.previous;
  }
  return { decided, newest };
}

/** Whether one of the ranges holds the day. */
export function isWithin(ranges: readonly DayRange[], day: string): boolean {
  return ranges.some(({ from, to }) => from <= day && day <= to);
}
