import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { type Day, isDay } from '../core/time.ts';

/** A row of a pull, with its id (X8) and the UTC day it belongs to, as read; null if it could not be read. */
export interface PulledRow {
  readonly id: string;
  readonly day: string | null;
}

/** A row that an earlier pull stored. */
export interface StoredRow extends PulledRow {
  /** An earlier pull no longer returned it; it stays stored and counts nowhere. */
  readonly retired?: boolean;
}

/** Days from first to last, both included. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** Options of {@link comparePull}. */
export interface ComparePullOptions {
  /** Days that the pull was asked for. Default: from the first to the last day of its rows. */
  readonly covered?: DayRange;
  /** An empty pull means that nothing is there. Needs `covered`. */
  readonly allowEmpty?: boolean;
  /** Fewer than half as many rows as are present are no reason to refuse. */
  readonly allowShrink?: boolean;
}

/** Why a pull was refused. */
export interface PullRefusal {
  readonly code: 'PULL_SUSPICIOUS';
  /** No row at all, no row with a readable day, or fewer than half of what is present. */
  readonly reason: 'empty' | 'unreadable' | 'shrunk';
  /** Rows present in the covered days; of all days where the pull covers none. */
  readonly present: number;
  /** Readable rows that arrived for the covered days. */
  readonly arrived: number;
}

/** What a pull changes. A refused one changes nothing: its other lists but `invalid` are empty. */
export interface PullComparison<Stored, Incoming> {
  /** Rows that are new, in order of arrival. */
  readonly inserted: readonly Incoming[];
  /** Rows that are stored already, retired ones included, in order of arrival. They keep their id. */
  readonly refreshed: readonly Incoming[];
  /** Present rows of the covered days that did not arrive, in stored order. */
  readonly retired: readonly Stored[];
  /** Rows whose day is missing or no calendar day; they change nothing. */
  readonly invalid: readonly Incoming[];
  readonly refused: PullRefusal | null;
  readonly covered: DayRange | null;
}

/**
 * Compares a pull with what earlier pulls stored: what to insert, refresh and retire, to be applied in one
 * commit. An empty or much smaller answer is refused, because it more often is a fault than the truth.
 * Source: X9.
 *
 * @throws InvalidInputError for an id that occurs twice on one side, or a `covered` range that is none
 */
export function comparePull<Stored extends StoredRow, Incoming extends PulledRow>(
  stored: readonly Stored[],
  incoming: readonly Incoming[],
  options: ComparePullOptions = {},
): PullComparison<Stored, Incoming> {
  checkInput(stored, incoming, options.covered);
  const valid = incoming.filter(({ day }) => day !== null && isDay(day));
  const invalid = incoming.filter(({ day }) => day === null || !isDay(day));
  const covered = options.covered ?? rangeOf(valid);
  const refused = suspicion(stored, incoming, valid, covered, options);
  if (refused !== null) return { inserted: [], refreshed: [], retired: [], invalid, refused, covered };
  const known = new Set(stored.map(({ id }) => id));
  const arrived = new Set(valid.map(({ id }) => id));
  return {
    inserted: valid.filter(({ id }) => !known.has(id)),
    refreshed: valid.filter(({ id }) => known.has(id)),
    retired: stored.filter((row) => isPresentIn(row, covered) && !arrived.has(row.id)),
    invalid,
    refused: null,
    covered,
  };
}

/** Returns an accepted comparison. @throws InvalidInputError `PULL_SUSPICIOUS` for a refused one */
export function requireAccepted<Stored, Incoming>(
  comparison: PullComparison<Stored, Incoming>,
): PullComparison<Stored, Incoming> {
  const { refused } = comparison;
  if (refused === null) return comparison;
  const message =
    `${refused.arrived} readable rows arrived where ${refused.present} are present (${refused.reason}); ` +
    'pull again, or allow it explicitly if it is right';
  throw new InvalidInputError('pull', [{ path: '', message, code: refused.code }], refused.code);
}

function suspicion(
  stored: readonly StoredRow[],
  incoming: readonly PulledRow[],
  valid: readonly PulledRow[],
  covered: DayRange | null,
  options: ComparePullOptions,
): PullRefusal | null {
  const all = stored.filter(({ retired }) => retired !== true).length;
  if (all === 0) return null;
  const present = covered === null ? all : stored.filter((row) => isPresentIn(row, covered)).length;
  const arrived = valid.filter((row) => isInside(row, covered)).length;
  const refuse = (reason: PullRefusal['reason']): PullRefusal => {
    return { code: 'PULL_SUSPICIOUS', reason, present, arrived };
  };
  if (incoming.length === 0) {
    return options.allowEmpty === true && options.covered !== undefined ? null : refuse('empty');
  }
  if (options.allowShrink === true) return null;
  if (valid.length === 0) return refuse('unreadable');
  return arrived * 2 < present ? refuse('shrunk') : null;
}

function rangeOf(rows: readonly PulledRow[]): DayRange | null {
  let from: Day | undefined;
  let to: Day | undefined;
  for (const { day } of rows) {
    if (day === null || !isDay(day)) continue;
    if (from === undefined || day < from) from = day;
    if (to === undefined || day > to) to = day;
  }
  return from === undefined || to === undefined ? null : { from, to };
}

function isInside({ day }: PulledRow, covered: DayRange | null): boolean {
  return day !== null && covered !== null && day >= covered.from && day <= covered.to;
}

function isPresentIn(row: StoredRow, covered: DayRange | null): boolean {
  return row.retired !== true && isInside(row, covered);
}

function checkInput(
  stored: readonly PulledRow[],
  incoming: readonly PulledRow[],
  covered: DayRange | undefined,
): void {
  const issues = [...repeatedIds(stored, 'stored'), ...repeatedIds(incoming, 'incoming')];
  if (covered !== undefined && !(isDay(covered.from) && isDay(covered.to) && covered.from <= covered.to)) {
    issues.push({ path: 'covered', message: 'needs two calendar days, the first not after the last' });
  }
  if (issues.length > 0) throw new InvalidInputError('pull', issues);
}

function repeatedIds(rows: readonly PulledRow[], side: string): Issue[] {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const [index, { id }] of rows.entries()) {
    if (seen.has(id)) {
      const message = `${JSON.stringify(id.slice(0, 100))} stands here twice; number the rows first`;
      issues.push({ path: `${side}[${index}].id`, message, code: 'DUPLICATE_ROW_ID' });
    }
    seen.add(id);
  }
  return issues;
}
