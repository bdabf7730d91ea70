import { type ResellerSdkError, TransportError } from 'reseller-sdk';
import type { JetpackFailure } from 'reseller-sdk/jetpack/plans';
import type { Flags } from './command-line.ts';
import type { Shop } from './shop.ts';

/**
 * How a command ended. `well`: it is done, or waits for what comes by itself. `look`: somebody has to look at it.
 * `later`: it is not certain yet, or another worker is at it; give the command again.
 */
export type Ending = 'well' | 'look' | 'later';

/** What a command is told. */
export interface Call {
  readonly shop: Shop;
  readonly words: readonly string[];
  readonly flags: Flags;
}

/** What a command found: a value for programs, lines for people, and how it ended. */
export interface Result {
  readonly value: unknown;
  readonly lines: readonly string[];
  readonly ending: Ending;
}

/** A command on a service or on all of them. */
export type Command = (call: Call) => Promise<Result>;

/** The ending of several results: what needs a look comes before what is not certain. */
export function worstOf(endings: readonly Ending[]): Ending {
  if (endings.includes('look')) return 'look';
  return endings.includes('later') ? 'later' : 'well';
}

/** Whether the same command may do better later: each reads where it stands before it does anything. */
export function isWorthAnother(error: ResellerSdkError): boolean {
  return error.retryable || error instanceof TransportError;
}

/** A failure as a line below what it happened to. */
export function reasonOf(failure: JetpackFailure | null): readonly string[] {
  return failure === null ? [] : [`  ${failure.code}: ${failure.message}`];
}
