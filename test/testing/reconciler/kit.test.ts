import {
  InMemoryReportRepository,
  InMemorySnapshotRepository,
  type PortalRow,
  type SavedReport,
  type SnapshotSeal,
  type StoredSnapshot,
} from 'reseller-sdk/reconciler';
import { reportRepositoryCases, type StoreCase, snapshotRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const memory = () => ({ store: new InMemorySnapshotRepository() });
const reports = () => ({ store: new InMemoryReportRepository() });

describe('snapshots in memory keep every rule', () => {
  it.each(snapshotRepositoryCases(memory).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

describe('reports in memory keep every rule', () => {
  it.each(reportRepositoryCases(reports).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

async function broken(cases: readonly StoreCase[]): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of cases) await run().catch(() => names.push(name));
  return names;
}

/** Stores with one mistake each, and what they break. */
const BAD_SNAPSHOTS: Readonly<Record<string, () => InMemorySnapshotRepository>> = {
  'shows staged rows': () =>
    new (class extends InMemorySnapshotRepository {
      readonly #rows = new Map<string, PortalRow[]>();
      override async append(id: string, version: number, rows: readonly PortalRow[]): Promise<void> {
        await super.append(id, version, rows);
        this.#rows.set(id, [...(this.#rows.get(id) ?? []), ...rows]);
      }
      override async *rows(id: string): AsyncGenerator<PortalRow, void, undefined> {
        yield* this.#rows.get(id) ?? [];
      }
    })(),
  'ignores the version': () =>
    new (class extends InMemorySnapshotRepository {
      override async append(id: string, _version: number, rows: readonly PortalRow[]): Promise<void> {
        await super.append(id, (await this.find(id))?.version ?? 0, rows);
      }
    })(),
  'ends the range too early': () =>
    new (class extends InMemorySnapshotRepository {
      override async published(
        source: string,
        range: { from: string; to: string },
      ): Promise<readonly StoredSnapshot[]> {
        return (await super.published(source, range)).filter(({ pulledAt }) => pulledAt < range.to);
      }
    })(),
  'lets a pointer point to a pointer': () =>
    new (class extends InMemorySnapshotRepository {
      override async publish(id: string, version: number, seal: SnapshotSeal): Promise<void> {
        const target = seal.sameAs === null ? null : await this.find(seal.sameAs);
        await super.publish(id, version, { ...seal, sameAs: target?.sameAs ?? seal.sameAs });
      }
    })(),
};

const BAD_REPORTS: Readonly<Record<string, () => InMemoryReportRepository>> = {
  'takes the last report of an id': () =>
    new (class extends InMemoryReportRepository {
      readonly #last = new Map<string, SavedReport>();
      override async add(report: SavedReport): Promise<void> {
        this.#last.set(report.reportId, report);
      }
      override async find(reportId: string): Promise<SavedReport | null> {
        return this.#last.get(reportId) ?? null;
      }
    })(),
  'begins every page at the newest': () =>
    new (class extends InMemoryReportRepository {
      override list(limit: number) {
        return super.list(limit);
      }
    })(),
};

describe('the cases tell a store that', () => {
  it.each(Object.entries(BAD_SNAPSHOTS))('%s', async (_name, make) => {
    expect(await broken(snapshotRepositoryCases(() => ({ store: make() })))).not.toEqual([]);
  });

  it.each(Object.entries(BAD_REPORTS))('%s', async (_name, make) => {
    expect(await broken(reportRepositoryCases(() => ({ store: make() })))).not.toEqual([]);
  });
});
