import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { readReference } from '../../identity/index.ts';
import { ExactReader } from '../exact.ts';
import type { PortalRow } from '../input.ts';
import { compareText } from '../order.ts';

/** What a service may have changed and still be the same one. */
export type ChangedField = 'quantity' | 'amount' | 'nextDue';

/** A service that is in both snapshots, but not as it was. */
export interface ChangedRow {
  readonly before: PortalRow;
  readonly after: PortalRow;
  /** In this order: `quantity`, `amount`, `nextDue`; at least one. */
  readonly fields: readonly ChangedField[];
}

/** What differs between two snapshots. Rows are in the order of category, account, device and row id. */
export interface SnapshotDiff {
  readonly added: readonly PortalRow[];
  readonly removed: readonly PortalRow[];
  readonly changed: readonly ChangedRow[];
  /** How many rows are in both as they are. */
  readonly unchanged: number;
}

/**
 * Compares two snapshots row by row. Equal fingerprint and occurrence are the same row (X8). Of the others, those
 * of one account, device and category are one service with another quantity, amount or due day; several of them are
 * paired in the order of their text and id. The order of the rows plays no part. Source: reconciler 10.6.
 *
 * @throws InvalidInputError `DUPLICATE_ROW_ID` for a row that stands twice in one snapshot
 */
export function diffSnapshots(before: Iterable<PortalRow>, after: Iterable<PortalRow>): SnapshotDiff {
  const issues: Issue[] = [];
  const old = byId(before, 'before', issues);
  const now = byId(after, 'after', issues);
  if (issues.length > 0) throw new InvalidInputError('snapshots', issues, 'DUPLICATE_ROW_ID');
  const gone = [...old.values()].filter(({ rowId }) => !now.has(rowId));
  const come = [...now.values()].filter(({ rowId }) => !old.has(rowId));
  return { ...pairUp(gone, come), unchanged: old.size - gone.length };
}

function byId(rows: Iterable<PortalRow>, side: string, issues: Issue[]): ReadonlyMap<string, PortalRow> {
  const known = new Map<string, PortalRow>();
  let index = 0;
  for (const row of rows) {
    if (known.has(row.rowId)) {
      const message = `${JSON.stringify(row.rowId.slice(0, 100))} stands twice; number the rows of a pull first`;
      issues.push({ path: `${side}[${index}].rowId`, message, code: 'DUPLICATE_ROW_ID' });
    }
    known.set(row.rowId, row);
    index += 1;
  }
  return known;
}

/** The parts of a service's identity, for sorting and for comparing. */
function keyOf({ categoryId, parsed, service }: PortalRow): readonly (string | null)[] {
  const device = readReference({ reference: parsed.deviceRef, text: service });
  return [categoryId, parsed.account?.trim() || null, device];
}

function byKey(rows: readonly PortalRow[]): ReadonlyMap<string, PortalRow[]> {
  const groups = new Map<string, PortalRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [row]);
    else list.push(row);
  }
  for (const list of groups.values()) {
    list.sort((a, b) => compareText(a.service, b.service) || compareText(a.rowId, b.rowId));
  }
  return groups;
}

function pairUp(gone: readonly PortalRow[], come: readonly PortalRow[]): Omit<SnapshotDiff, 'unchanged'> {
  const numbers = new ExactReader();
  const left = byKey(gone);
  const changed: ChangedRow[] = [];
  const paired = new Set<PortalRow>();
  for (const [key, afters] of byKey(come)) {
    const befores = left.get(key) ?? [];
    for (const [index, after] of afters.entries()) {
      const before = befores[index];
      if (before === undefined) break;
      const fields = changesOf(before, after, numbers);
      if (fields.length === 0) continue;
      changed.push({ before, after, fields });
      paired.add(before).add(after);
    }
  }
  const alone = (row: PortalRow): boolean => !paired.has(row);
  return {
    added: come.filter(alone).sort(compareRows),
    removed: gone.filter(alone).sort(compareRows),
    changed: changed.sort((a, b) => compareRows(a.after, b.after)),
  };
}

function changesOf(before: PortalRow, after: PortalRow, numbers: ExactReader): ChangedField[] {
  const fields: ChangedField[] = [];
  for (const name of ['quantity', 'amount'] as const) {
    if (!isSameNumber(before[name], after[name], numbers)) fields.push(name);
  }
  if (before.nextDue !== after.nextDue) fields.push('nextDue');
  return fields;
}

/** `1` and `1.0` are the same; text that is no number is the same if it is the same text. */
function isSameNumber(a: string | null, b: string | null, numbers: ExactReader): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [left, right] = [numbers.read(a), numbers.read(b)];
  return left !== undefined && right !== undefined && left.equals(right);
}

function compareRows(a: PortalRow, b: PortalRow): number {
  const [left, right] = [keyOf(a), keyOf(b)];
  for (const [index, part] of left.entries()) {
    const order = compareText(part, right[index] ?? null);
    if (order !== 0) return order;
  }
  return compareText(a.rowId, b.rowId);
}
