import { linkReversals } from '../policy/link-reversals.ts';
import type { AllocationResult } from '../results.ts';
import { loadCommands, recorded } from './command.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import type { PulledUsage } from './ingest-input.ts';
import type { Planning } from './read.ts';
import { bookReversal } from './reverse.ts';
import { bookTimeouts } from './timeouts.ts';
import { note, recordUsage, type UsageCommand } from './usage.ts';

/** A new negative row, by its id, and the id of the charge that it takes back. */
export type Links = ReadonlyMap<string, string>;

/** Pairs the new negative rows of a pull with its charges of which nothing was taken back yet. */
export function linksOf(
  rows: readonly PulledUsage[],
  isNew: (row: PulledUsage) => boolean,
  isWhole: (row: PulledUsage) => boolean,
): Links {
  const candidates = rows.flatMap((row) => {
    const { service, command, id } = row;
    if (service === undefined || !(command.units < 0n ? isNew(row) : isWhole(row))) return [];
    return [{ ...service, id }];
  });
  const { links } = linkReversals(candidates);
  return new Map(links.map(({ reversal, charge }) => [reversal.id, charge.id]));
}

/** Whether a charge is booked, and nothing of it was taken back yet. */
export function isWhole({ state, reversed, row }: Debit): boolean {
  return row.origin === 'usage' && (state === 'allocated' || state === 'partial') && reversed === 0n;
}

/**
 * Books a negative row as the reversal of a charge: by id of the row, at the later of the two times. Undefined
 * where it cannot be one: the charge is not whole, or something else was reversed under that id.
 */
export function* bookLink(
  draft: Draft,
  command: UsageCommand,
  usageId: string,
): Planning<AllocationResult | undefined> {
  const { usageId: reversalId } = command;
  const key = `reverse:${reversalId}`;
  yield* loadCommands(draft, [key]);
  const [charge] = yield* draft.debts.byId([usageId]);
  if (charge === undefined || !isWhole(charge) || draft.isBeforeOpening(command)) return undefined;
  if (draft.commands.has(key)) return undefined;
  const { occurredAt } = charge.row;
  const { at, day } = command.at < occurredAt ? { at: occurredAt, day: charge.row.day } : command;
  yield* bookTimeouts(draft, at);
  const units = -command.units;
  const amount = draft.text(units);
  const posting = note(draft, command, 'usage.allocated', 'reversal');
  const result = recordUsage(draft, command, posting);
  const reversed = yield* bookReversal(draft, charge, { at, day, units, commandKey: key, reason: null });
  const request = JSON.stringify(['reverseUsage', reversalId, usageId, amount, at, day, null]);
  const answer = { reversalId, usageId, amount, at, day, ...reversed };
  recorded(draft, request, { command: 'reverseUsage', key, replayed: false, ...answer });
  return result;
}
