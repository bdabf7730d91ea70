import type { Day } from '../../core/time.ts';
import type { PortalRow, SnapshotHeader } from '../input.ts';

/** What is known of a pull before its first row. */
export interface SnapshotStart {
  /** Chosen by the caller, and never used again. */
  readonly snapshotId: string;
  /** What was pulled, such as a portal account and its report. Snapshots of several sources never meet. */
  readonly source: string;
  /** Instant of the pull, ISO text in UTC with milliseconds, so that text order is time order. */
  readonly pulledAt: string;
  /** Days that were asked for, both included; null where the report takes none. */
  readonly window: { readonly from: Day; readonly to: Day } | null;
}

/** What makes a staged snapshot a published one. */
export interface SnapshotSeal {
  readonly rowCount: number;
  /** SHA-256 over the row ids (X8). */
  readonly contentHash: string;
  /** The published snapshot that holds the very same rows, so that they are stored once; null if none does. */
  readonly sameAs: string | null;
}

/** Header of a stored snapshot. Source: reconciler 10.6. */
export interface StoredSnapshot extends SnapshotStart, SnapshotHeader {
  readonly snapshotId: string;
  readonly pulledAt: string;
  /** `staged` while rows come in; only a published one is whole, and it never changes. */
  readonly state: 'staged' | 'published';
  readonly rowCount: number;
  /** Null while it is staged. */
  readonly contentHash: string | null;
  readonly sameAs: string | null;
  /** How often it was written, from 1. */
  readonly version: number;
}

/**
 * Where pulls of the portal wait: staged while their rows come in, published when they are whole. Each write is one
 * atomic commit. Nothing is changed after it was published, and nothing that is staged is ever read as a snapshot.
 *
 * Source: reconciler 10.6. `snapshotRepositoryCases` of `reseller-sdk/testing` tries an adapter.
 */
export interface SnapshotRepository {
  /**
   * Begins a staged snapshot without rows; its version is 1.
   *
   * @throws ConcurrencyError `DUPLICATE_KEY` for an id that was used before
   */
  begin(start: SnapshotStart): Promise<void>;
  /**
   * Adds rows to a staged snapshot, and 1 to its version.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` if it is not there, not staged or of another version; `DUPLICATE_KEY`
   * for a row id that it has already
   */
  append(snapshotId: string, version: number, rows: readonly PortalRow[]): Promise<void>;
  /**
   * Publishes a staged snapshot, and adds 1 to its version. With `sameAs` its own rows need not be kept.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` if it is not there, not staged or of another version, or if `sameAs`
   * is no published snapshot of the same source that holds rows itself
   */
  publish(snapshotId: string, version: number, seal: SnapshotSeal): Promise<void>;
  /** A header, staged or published; null if there is none. */
  find(snapshotId: string): Promise<StoredSnapshot | null>;
  /** Published headers of a source that were pulled from `from` to `to`, both included, by instant and then by id. */
  published(source: string, range: PulledRange): Promise<readonly StoredSnapshot[]>;
  /** The newest published header of a source, of equally new ones the last by id; null if there is none. */
  latest(source: string): Promise<StoredSnapshot | null>;
  /** Rows of a published snapshot, in any order; none for one that is staged or unknown. */
  rows(snapshotId: string): AsyncIterable<PortalRow>;
}

/** Instants, ISO text in UTC with milliseconds. */
export interface PulledRange {
  readonly from: string;
  readonly to: string;
}
