import type { CommandResult } from './results.ts';

/** A command that was carried out. */
export interface CommandRecord {
  /** Idempotency key, unique in the account. */
  readonly key: string;
  /** Canonical text of what was asked for; a repeat must ask for the same. */
  readonly request: string;
  /** What the command returned; a repeat returns it again. */
  readonly result: CommandResult;
  readonly recordedAt: string;
}
