import { Exact } from './exact.ts';
import type { ServerRow } from './input.ts';
import { LineSums } from './line-sums.ts';
import type { Line } from './price.ts';
import type { Cell, DeviceEntry, RareCell } from './records.ts';

export function newCell(): Cell {
  return {
    server: Exact.ZERO,
    serverRow: null,
    portal: Exact.ZERO,
    billed: Exact.ZERO,
    rowId: null,
    rare: null,
  };
}

export function rareOf(cell: Cell): RareCell {
  cell.rare ??= { serverRows: null, sums: null, notes: null, candidates: null, absorbed: false };
  return cell.rare;
}

export function addServerRow(cell: Cell, row: ServerRow, quantity: Exact): void {
  cell.server = cell.server.plus(quantity);
  if (cell.serverRow === null) {
    cell.serverRow = row;
    return;
  }
  const rare = rareOf(cell);
  rare.serverRows ??= [cell.serverRow];
  rare.serverRows.push(row);
}

/** Adds a line. Sums are begun, and returned, when the lines are no longer one plain line. */
export function addLine(cell: Cell, line: Line): LineSums | undefined {
  const { quantity, amount } = line;
  if (quantity?.isPositive === true && amount !== null && !hasLines(cell)) {
    cell.rowId = line.rowId;
    cell.portal = quantity;
    cell.billed = amount;
    return undefined;
  }
  const rare = rareOf(cell);
  const known = rare.sums;
  const sums = known ?? lineSums(cell);
  rare.sums = sums;
  sums.add(line);
  cell.rowId = null;
  if (quantity !== null) cell.portal = cell.portal.plus(quantity);
  if (amount !== null) cell.billed = cell.billed.plus(amount);
  return known === null ? sums : undefined;
}

const NO_ROWS: readonly never[] = [];

export function serverRowsOf({ serverRow, rare }: Cell): readonly ServerRow[] {
  return rare?.serverRows ?? (serverRow === null ? NO_ROWS : [serverRow]);
}

/** Devices that the lines of a cell may mean, each once. */
export function candidatesOf({ rare }: Cell): DeviceEntry[] {
  const lists = [...(rare?.candidates ?? [])];
  return [...new Set(lists.flat())];
}

export function hasLines({ rowId, rare }: Cell): boolean {
  return rowId !== null || (rare !== null && rare.sums !== null);
}

/** The lines of a cell as sums, also where there is none or just the one. */
export function lineSums({ rowId, rare, portal, billed }: Cell): LineSums {
  if (rare !== null && rare.sums !== null) return rare.sums;
  const made = new LineSums();
  if (rowId !== null) made.add({ rowId, quantity: portal, amount: billed, unitCost: null });
  return made;
}
