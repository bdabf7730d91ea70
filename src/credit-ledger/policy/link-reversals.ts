import { type AmountInput, plainAmount } from '../../core/amount.ts';
import { compareText } from '../places.ts';

/** A charge or a negative row, and the service it belongs to. */
export interface LinkableRow {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Negative for a row that takes a charge back. */
  readonly amount: AmountInput;
  /** What kind of service; the ledger only compares it. */
  readonly category: string;
  readonly device?: string | null;
  /** Counts only for rows without a device. */
  readonly account?: string | null;
  /** Number of the row among its equals, from 1; default 1. */
  readonly occurrence?: number;
}

/** A negative row and the charge that it takes back. */
export interface ReversalLink<Row> {
  readonly reversal: Row;
  readonly charge: Row;
}

/** Links between rows, and the negative rows without one, both in order of day and occurrence. */
export interface ReversalLinks<Row> {
  readonly links: readonly ReversalLink<Row>[];
  readonly unmatched: readonly Row[];
}

interface Ranked<Row> {
  readonly row: Row;
  readonly isReversal: boolean;
  readonly service: string;
  readonly place: number;
}

/**
 * Pairs negative rows with the charges that they take back: same category, same device (or same account, where
 * neither has a device), equal absolute amount, charge not later than the negative row. Of several charges the
 * latest day wins, then the highest occurrence, then the one that arrived last. Every row is used at most once;
 * what names neither device nor account is never paired. A proposal: parts of amounts are not guessed at.
 *
 * Source: X10.
 * @throws InvalidInputError for an amount that is none
 */
export function linkReversals<Row extends LinkableRow>(rows: readonly Row[]): ReversalLinks<Row> {
  const links: ReversalLink<Row>[] = [];
  const unmatched: Row[] = [];
  const charges = new Map<string, Row[]>();
  for (const { row, isReversal, service } of inOrder(rows)) {
    const open = charges.get(service) ?? [];
    if (!isReversal) {
      if (open.length === 0) charges.set(service, open);
      open.push(row);
      continue;
    }
    const charge = service === '' ? undefined : open.pop();
    if (charge === undefined) unmatched.push(row);
    else links.push({ reversal: row, charge });
  }
  return { links, unmatched };
}

/** Rows by day and occurrence, the charges of a day before its negative rows; so the latest charge is the last. */
function inOrder<Row extends LinkableRow>(rows: readonly Row[]): Ranked<Row>[] {
  const ranked: Ranked<Row>[] = [];
  for (const [place, row] of rows.entries()) {
    const amount = plainAmount(row.amount);
    if (amount === '0') continue;
    const isReversal = amount.startsWith('-');
    ranked.push({ row, isReversal, service: serviceOf(row, isReversal ? amount.slice(1) : amount), place });
  }
  return ranked.sort(
    (a, b) =>
      compareText(a.row.day, b.row.day) ||
      Number(a.isReversal) - Number(b.isReversal) ||
      (a.row.occurrence ?? 1) - (b.row.occurrence ?? 1) ||
      a.place - b.place,
  );
}

/** What both rows of a pair share, as one text; empty where the service is not known. */
function serviceOf({ category, device = null, account = null }: LinkableRow, amount: string): string {
  if (device !== null) return JSON.stringify([category, 'device', device, amount]);
  return account === null ? '' : JSON.stringify([category, 'account', account, amount]);
}
