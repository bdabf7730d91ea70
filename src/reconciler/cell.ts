import type { DeviceEntry } from './entry.ts';
import { Exact } from './exact.ts';
import type { ServerRow } from './input.ts';
import type { LineNotes } from './line-notes.ts';
import { LineSums } from './line-sums.ts';
import type { Line } from './price.ts';

/**
 * Both sides of one entry in one category. The common case, one row against one plain line, is held in the cell
 * itself; what is rarer has its own object.
 */
export interface Cell {
  /** Sum of the server quantities. */
  server: Exact;
  serverRow: ServerRow | null;
  /** All server rows, once there is a second one. */
  serverRows: ServerRow[] | null;
  /** Sums over the lines, in counted quantity and in money. */
  portal: Exact;
  billed: Exact;
  /** Id of the only line; its quantity is above 0 and its amount known. */
  rowId: string | null;
  /** All lines, if they are more or other than that. */
  sums: LineSums | null;
  notes: LineNotes | null;
  /** Devices that the lines may mean. */
  candidates: Set<DeviceEntry> | null;
  /** Its server rows went to an ambiguous entry. */
  absorbed: boolean;
}

export function newCell(): Cell {
  return {
    server: Exact.ZERO,
    serverRow: null,
    serverRows: null,
    portal: Exact.ZERO,
    billed: Exact.ZERO,
    rowId: null,
    sums: null,
    notes: null,
    candidates: null,
    absorbed: false,
  };
}

export function addServerRow(cell: Cell, row: ServerRow, quantity: Exact): void {
  cell.server = cell.server.plus(quantity);
  if (cell.serverRow === null) cell.serverRow = row;
  else if (cell.serverRows === null) cell.serverRows = [cell.serverRow, row];
  else cell.serverRows.push(row);
}

export function addLine(cell: Cell, line: Line): void {
  const { quantity, amount } = line;
  const isPlain = quantity?.isPositive === true && amount !== null;
  if (isPlain && cell.rowId === null && cell.sums === null) {
    cell.rowId = line.rowId;
    cell.portal = quantity;
    cell.billed = amount;
    return;
  }
  cell.sums ??= lineSums(cell);
  cell.sums.add(line);
  cell.rowId = null;
  if (quantity !== null) cell.portal = cell.portal.plus(quantity);
  if (amount !== null) cell.billed = cell.billed.plus(amount);
}

const NO_ROWS: readonly never[] = [];

export function serverRowsOf({ serverRow, serverRows }: Cell): readonly ServerRow[] {
  return serverRows ?? (serverRow === null ? NO_ROWS : [serverRow]);
}

export function rowIdsOf({ rowId, sums }: Cell): readonly string[] {
  return sums?.rowIds ?? (rowId === null ? NO_ROWS : [rowId]);
}

export function hasLines({ rowId, sums }: Cell): boolean {
  return rowId !== null || sums !== null;
}

/** The lines of a cell as sums, also where there is none or just the one. */
export function lineSums({ rowId, sums, portal, billed }: Cell): LineSums {
  if (sums !== null) return sums;
  const made = new LineSums();
  if (rowId !== null) made.add({ rowId, quantity: portal, amount: billed, unitCost: null });
  return made;
}
