import { comparePull, type DayRange, requireAccepted } from '../../identity/index.ts';
import { compareText } from '../places.ts';
import type { AllocationResult, PullResult } from '../results.ts';
import type { Booking } from './comeback.ts';
import { recorded, replayed } from './command.ts';
import type { Debit } from './debts.ts';
import { type Draft, later } from './draft.ts';
import { type PulledUsage, readPull, type UsagePull, type UsagePullInput } from './ingest-input.ts';
import { isAnyPresent, type KnownRow, knownRows } from './ingest-known.ts';
import { bookLink, isWhole, type Links, linksOf } from './ingest-links.ts';
import { isWithin, orderOf } from './ingest-order.ts';
import type { LedgerCommand } from './ledger-command.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { bookUsage, cameBack, expectSpan, lotIdOfCredit, type UsageCommand } from './usage.ts';
import { recordWithdrawal, withdrawalKey, withdrawalRequest } from './withdraw.ts';

/** What a pull changes. */
interface Changes {
  readonly inserted: readonly PulledUsage[];
  readonly retired: readonly KnownRow[];
  /** Rows of the pull that are booked already. */
  readonly refreshed: readonly PulledUsage[];
  /** Rows that are not booked because a pull made later does not show them. */
  readonly outdated: readonly PulledUsage[];
}

/** The command behind `CreditLedger.ingestUsagePull`. */
export function ingestUsagePull(pull: UsagePullInput): LedgerCommand<PullResult> {
  return (draft) => planPull(draft, pull);
}

function* planPull(draft: Draft, input: UsagePullInput): Planning<PullResult> {
  const pull = readPull(draft, input);
  const { key, request, pulledAt, covered } = pull;
  const replay = yield* replayed(draft, key, request, 'ingestUsagePull');
  if (replay !== undefined) return replay;
  const { decided, newest } = yield* orderOf(draft, pull);
  const known = yield* knownRows(draft, covered, pull.rows);
  const bookings = new Map(known.map(({ id, booking }) => [id, booking]));
  if (pull.rows.length === 0 && !pull.allowEmpty) yield* refuseEmpty(draft);
  const changes = compare(pull, known, decided);
  const links = pull.linkReversals ? linksIn(pull, changes, bookings) : NO_LINKS;
  for (const { id } of changes.refreshed) see(draft, bookings.get(id)?.debit, pulledAt);
  const withdrawn: string[] = [];
  for (const row of changes.retired) withdrawn.push(...(yield* withdraw(draft, row)));
  const inserted = yield* insert(draft, pull, changes.inserted, bookings, links);
  const previous = draft.next.lastPull;
  draft.next.lastPull = key;
  return recorded(draft, request, {
    command: 'ingestUsagePull',
    ...{ key, replayed: false, pulledAt, covered },
    inserted: inserted.map(({ usageId }) => usageId),
    refreshed: changes.refreshed.length,
    withdrawn,
    outdated: changes.outdated.map(({ id }) => id),
    linked: inserted.flatMap(({ usageId, state, rowId = usageId }) => {
      const charge = state === 'reversal' ? links.get(rowId) : undefined;
      return charge === undefined ? [] : [{ reversal: rowId, charge }];
    }),
    ...{ previous, newest },
  });
}

const NO_LINKS: Links = new Map();

/** An empty answer is more often a fault than the truth, once there was a row. */
function* refuseEmpty(draft: Draft): Planning<void> {
  if (draft.next.lastPull === null || !(yield* isAnyPresent(draft))) return;
  const message = 'hold nothing; pull again, or name the covered days and allowEmpty if that is right';
  throw refusal('ingestUsagePull', 'rows', message, 'PULL_SUSPICIOUS');
}

/** What the pull changes on the days of which no pull made later has told (X9). @throws InvalidInputError */
function compare(pull: UsagePull, known: readonly KnownRow[], decided: readonly DayRange[]): Changes {
  const { covered, allowEmpty, allowShrink, pulledAt } = pull;
  const isOpen = ({ day }: { readonly day: string }): boolean => !isWithin(decided, day);
  const options = { allowEmpty, allowShrink, ...(covered && { covered }) };
  const { retired } = requireAccepted(comparePull(known.filter(isOpen), pull.rows.filter(isOpen), options));
  const present = new Set(known.filter((row) => row.retired !== true).map(({ id }) => id));
  const absent = pull.rows.filter(({ id }) => !present.has(id));
  const isNewer = ({ booking: { debit } }: KnownRow): boolean => (debit?.lastSeenAt ?? '') > pulledAt;
  return {
    inserted: absent.filter(isOpen),
    retired: retired.filter((row) => !isNewer(row)),
    refreshed: pull.rows.filter(({ id }) => present.has(id)),
    outdated: absent.filter((row) => !isOpen(row)),
  };
}

function linksIn(pull: UsagePull, changes: Changes, bookings: ReadonlyMap<string, Booking>): Links {
  const inserted = new Set(changes.inserted);
  return linksOf(
    pull.rows,
    (row) => inserted.has(row),
    (row) => {
      const debit = bookings.get(row.id)?.debit;
      return debit === undefined ? inserted.has(row) : isWhole(debit);
    },
  );
}

function see(draft: Draft, debit: Debit | undefined, at: string): void {
  if (debit !== undefined) draft.debts.see(debit, at);
}

function* withdraw(draft: Draft, { id, booking }: KnownRow): Planning<string[]> {
  const { n, debit } = booking;
  if (debit === undefined) return [];
  const key = withdrawalKey(id, n);
  const { occurredAt: at, day } = debit.row;
  yield* recordWithdrawal(draft, debit, { at, day, commandKey: key }, withdrawalRequest(id));
  return [debit.row.id];
}

interface Turn {
  readonly at: string;
  readonly command: UsageCommand;
  /** Row id of the charge that the row takes back. */
  readonly charge: string | undefined;
}

/** Books new rows in order of time, then of arrival; a row that came back under the id of its next booking. */
function* insert(
  draft: Draft,
  { rows }: UsagePull,
  inserted: readonly PulledUsage[],
  bookings: ReadonlyMap<string, Booking>,
  links: Links,
): Planning<AllocationResult[]> {
  const times = new Map(rows.map(({ id, command }) => [id, command.at]));
  const turns = inserted.map(({ id, command }): Turn => {
    const next = bookings.get(id);
    const charge = links.get(id);
    const chargedAt = charge === undefined ? '' : (times.get(charge) ?? '');
    return {
      at: later(command.at, chargedAt),
      command: next === undefined ? command : cameBack(command, next.n, next.usageId),
      charge,
    };
  });
  // A charge is booked before the row that takes it back.
  turns.sort(
    (a, b) => compareText(a.at, b.at) || Number(a.charge !== undefined) - Number(b.charge !== undefined),
  );
  const commands = turns.map(({ command }) => command);
  expectSpan(draft, commands);
  yield* draft.stock.byId(commands.filter(({ units }) => units < 0n).map(lotIdOfCredit));
  const results: AllocationResult[] = [];
  for (const { command, charge } of turns) {
    const usageId = charge === undefined ? undefined : (bookings.get(charge)?.usageId ?? charge);
    const linked = usageId === undefined ? undefined : yield* bookLink(draft, command, usageId);
    results.push(linked ?? (yield* bookUsage(draft, command)));
  }
  return results;
}
