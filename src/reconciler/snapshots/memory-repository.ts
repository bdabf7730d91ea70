import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { PortalRow } from '../input.ts';
import { compareText } from '../order.ts';
import type {
  PulledRange,
  SnapshotRepository,
  SnapshotSeal,
  SnapshotStart,
  StoredSnapshot,
} from './repository.ts';

interface Stored {
  readonly header: StoredSnapshot;
  readonly rows: Map<string, PortalRow>;
}

/** Keeps snapshots in the memory of this process. What is handed in and out is copied. */
export class InMemorySnapshotRepository implements SnapshotRepository {
  readonly #snapshots = new Map<string, Stored>();

  async begin(start: SnapshotStart): Promise<void> {
    const { snapshotId } = start;
    if (this.#snapshots.has(snapshotId)) {
      throw new ConcurrencyError(
        `There is a snapshot ${snapshotId} already; choose another id`,
        'DUPLICATE_KEY',
      );
    }
    const header = { state: 'staged', rowCount: 0, contentHash: null, sameAs: null, version: 1 } as const;
    this.#snapshots.set(snapshotId, { header: structuredClone({ ...start, ...header }), rows: new Map() });
  }

  async append(snapshotId: string, version: number, rows: readonly PortalRow[]): Promise<void> {
    const { header, rows: known } = this.#staged(snapshotId, version);
    const added = new Map<string, PortalRow>();
    for (const row of rows) {
      if (known.has(row.rowId) || added.has(row.rowId)) {
        throw new ConcurrencyError(`Row ${row.rowId} is in snapshot ${snapshotId} already`, 'DUPLICATE_KEY');
      }
      added.set(row.rowId, structuredClone(row));
    }
    for (const [rowId, row] of added) known.set(rowId, row);
    const next = { ...header, rowCount: known.size, version: version + 1 };
    this.#snapshots.set(snapshotId, { header: next, rows: known });
  }

  async publish(snapshotId: string, version: number, seal: SnapshotSeal): Promise<void> {
    const { header, rows } = this.#staged(snapshotId, version);
    const { rowCount, contentHash, sameAs } = seal;
    if (sameAs !== null) this.#checkHolder(sameAs, header);
    this.#snapshots.set(snapshotId, {
      header: { ...header, rowCount, contentHash, sameAs, state: 'published', version: version + 1 },
      rows: sameAs === null ? rows : new Map(),
    });
  }

  async find(snapshotId: string): Promise<StoredSnapshot | null> {
    return structuredClone(this.#snapshots.get(snapshotId)?.header ?? null);
  }

  async published(source: string, { from, to }: PulledRange): Promise<readonly StoredSnapshot[]> {
    return this.#publishedOf(source).filter(({ pulledAt }) => pulledAt >= from && pulledAt <= to);
  }

  async latest(source: string): Promise<StoredSnapshot | null> {
    return this.#publishedOf(source).at(-1) ?? null;
  }

  async *rows(snapshotId: string): AsyncGenerator<PortalRow, void, undefined> {
    const stored = this.#snapshots.get(snapshotId);
    if (stored?.header.state !== 'published') return;
    const { sameAs } = stored.header;
    const holder = sameAs === null ? stored : this.#snapshots.get(sameAs);
    for (const row of holder?.rows.values() ?? []) yield structuredClone(row);
  }

  #publishedOf(source: string): StoredSnapshot[] {
    return [...this.#snapshots.values()]
      .map(({ header }) => header)
      .filter((header) => header.state === 'published' && header.source === source)
      .sort((a, b) => compareText(a.pulledAt, b.pulledAt) || compareText(a.snapshotId, b.snapshotId))
      .map((header) => structuredClone(header));
  }

  #staged(snapshotId: string, version: number): Stored {
    const stored = this.#snapshots.get(snapshotId);
    if (stored?.header.state === 'staged' && stored.header.version === version) return stored;
    const found =
      stored === undefined ? 'unknown' : `${stored.header.state}, version ${stored.header.version}`;
    throw new ConcurrencyError(
      `Snapshot ${snapshotId} is ${found}, not staged in version ${version}; pull again under another id`,
      'VERSION_CONFLICT',
    );
  }

  #checkHolder(sameAs: string, { source }: StoredSnapshot): void {
    const header = this.#snapshots.get(sameAs)?.header;
    if (header?.state === 'published' && header.sameAs === null && header.source === source) return;
    throw new ConcurrencyError(
      `Snapshot ${sameAs} holds no published rows of ${source}; store the rows`,
      'VERSION_CONFLICT',
    );
  }
}
