import type { Exact } from './exact.ts';
import type { ServerRow } from './input.ts';
import type { LineNotes } from './line-notes.ts';
import type { LineSums } from './line-sums.ts';
import type { ItemKind } from './report.ts';

/** What stands together under one key, over all categories. */
export interface Entry {
  readonly kind: ItemKind;
  account: string | null;
  readonly deviceId: string | null;
  friendlyName: string | null;
  /** Never changed: entries of one server share it. */
  serverKeys: readonly string[];
  /** A suspended user has it, and suspended users do not count. */
  suspended: boolean;
  /** By number of the category. */
  readonly cells: (Cell | undefined)[];
}

/** An entry with a device id, as the index needs it. */
export interface DeviceEntry extends Entry {
  readonly account: string;
  readonly deviceId: string;
}

/**
 * Both sides of one entry in one category. The common case, one row against one plain line, is held in the cell
 * itself; what is rarer has its own object, so that a cell stays small.
 */
export interface Cell {
  /** Sum of the server quantities. */
  server: Exact;
  /** The first server row. */
  serverRow: ServerRow | null;
  /** Sums over the lines, in counted quantity and in money. */
  portal: Exact;
  billed: Exact;
  /** Id of the only line; its quantity is above 0 and its amount known. */
  rowId: string | null;
  rare: RareCell | null;
}

/** What most cells do without. */
export interface RareCell {
  /** All server rows, once there is a second one. */
  serverRows: ServerRow[] | null;
  /** All lines, if they are more or other than one plain line. */
  sums: LineSums | null;
  notes: LineNotes | null;
  /** Devices that the lines may mean: one list for each text that they print. */
  candidates: Set<readonly DeviceEntry[]> | null;
  /** The server rows went to an ambiguous entry. */
  absorbed: boolean;
}
