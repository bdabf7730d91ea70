import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import type { CommandResult } from '../results.ts';
import type { Draft } from './draft.ts';
import { type Planning, readByKey } from './read.ts';

type ResultOf<Command extends CommandResult['command']> = Extract<CommandResult, { command: Command }>;

/** Loads what was done under these keys before. */
export function* loadCommands(draft: Draft, keys: readonly string[]): Planning<void> {
  const known = yield* readByKey(keys, (from, asked) => from.commands(draft.head.account.id, asked));
  for (const command of known) draft.commands.set(command.key, command);
}

/**
 * What the command returned when it was carried out before; undefined if it is new.
 *
 * @throws IdempotencyConflictError when the key was used for another request
 */
export function replayOf<Command extends CommandResult['command']>(
  draft: Draft,
  key: string,
  request: string,
  command: Command,
  advice?: string,
): ResultOf<Command> | undefined {
  const record = draft.commands.get(key);
  if (record === undefined) return undefined;
  const { result } = record;
  if (record.request !== request || !isResultOf(result, command))
    throw new IdempotencyConflictError(key, advice);
  return { ...result, replayed: true };
}

/** As `replayOf`, of a key that was not looked for yet. */
export function* replayed<Command extends CommandResult['command']>(
  draft: Draft,
  key: string,
  request: string,
  command: Command,
  advice?: string,
): Planning<ResultOf<Command> | undefined> {
  yield* loadCommands(draft, [key]);
  return replayOf(draft, key, request, command, advice);
}

function isResultOf<Command extends CommandResult['command']>(
  result: CommandResult,
  command: Command,
): result is ResultOf<Command> {
  return result.command === command;
}

/** Keeps what a command returned under its key. What is kept is frozen, so that a store need not copy it. */
export function recorded<Result extends CommandResult>(
  draft: Draft,
  request: string,
  result: Result,
): Result {
  const { key } = result;
  draft.record(Object.freeze({ key, request, result: freeze(result), recordedAt: draft.recordedAt }));
  return result;
}

/** Freezes plain JSON through and through. */
function freeze<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null && !Object.isFrozen(member)) freeze(member);
  }
  return Object.freeze(value);
}
