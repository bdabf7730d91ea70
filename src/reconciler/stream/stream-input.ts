import type { Finding } from '../finding.ts';
import type { PortalRow, ServerDescriptor, ServerRow, SnapshotHeader } from '../input.ts';
import type { ReconcileOptions } from '../options.ts';
import type { ItemFigures, ReconciliationReport } from '../report.ts';

/** The server side, row by row. A `ServerUsage` is one too. */
export interface ServerStream {
  /** All servers; a function is asked once the last row is in, when it is known which of them answered in full. */
  readonly servers: readonly ServerDescriptor[] | (() => readonly ServerDescriptor[]);
  readonly rows: Iterable<ServerRow> | AsyncIterable<ServerRow>;
}

/** The portal side, row by row. A `PortalUsage` is one too. */
export interface PortalStream {
  readonly snapshot: SnapshotHeader | null;
  readonly rows: Iterable<PortalRow> | AsyncIterable<PortalRow>;
}

/** Options of a comparison over streams. Source: reconciler 10.1. */
export interface ReconcileStreamOptions extends ReconcileOptions {
  /**
   * Both sides come in the order of their device ids, in code units of the trimmed, lower-case text; rows without one
   * come first. The portal's printed reference stands for the id. Only as many characters as the portal prints count:
   * rows that agree in these may come in any order. Default false.
   */
  readonly sorted?: boolean | undefined;
  /** Keep items and findings for the report. Default true; if false, they are handed out and forgotten. */
  readonly keepItems?: boolean | undefined;
}

/** An item with what was found about it, or findings that are about no item. */
export interface ItemVariance {
  readonly item: ItemFigures | null;
  readonly findings: readonly Finding[];
}

/** A comparison that runs as it is read. */
export interface ReconciliationStream {
  /**
   * Every item and every finding of the report, once; by account and device, or by prefix where the sides are sorted.
   * To leave the loop closes both sides.
   */
  readonly items: AsyncIterableIterator<ItemVariance>;
  /**
   * Reads what is left, and gives the report.
   *
   * @throws InvalidInputError as `reconcile` does, `NOT_SORTED` for a row out of order, and `ITEMS_LEFT` after a loop
   * that was left before its end; and whatever the sides throw
   */
  report(): Promise<ReconciliationReport>;
}
