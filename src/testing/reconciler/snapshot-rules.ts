import {
  type PortalRow,
  portalUsageNear,
  publishSnapshot,
  type SnapshotRepository,
} from '../../reconciler/index.ts';
import { expectSame, expectTrue, isConflict, rejectionOf } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedSnapshotStore } from './opened-store.ts';
import { rivals } from './rivals.ts';
import { line, seal, start } from './snapshot-rows.ts';

async function idsOf(store: SnapshotRepository, snapshotId: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { rowId } of store.rows(snapshotId)) ids.push(rowId);
  return ids.sort();
}

async function publishedIds(store: SnapshotRepository, source = 'services'): Promise<string[]> {
  const range = { from: '2026-01-01T00:00:00.000Z', to: '2026-12-31T00:00:00.000Z' };
  return (await store.published(source, range)).map(({ snapshotId }) => snapshotId);
}

async function expectConflict(work: Promise<unknown>, what: string): Promise<void> {
  const error = await rejectionOf(work, what);
  expectTrue(isConflict(error), `${what}: should be refused as a conflict, and was with ${String(error)}`);
}

const staging: readonly StoreRule<OpenedSnapshotStore>[] = [
  {
    name: 'a staged snapshot is found by its id, and is in no list and has no rows',
    check: async ({ store }) => {
      await store.begin(start('s1'));
      await store.append('s1', 1, [line(1), line(2)]);
      const header = {
        ...start('s1'),
        state: 'staged',
        rowCount: 2,
        contentHash: null,
        sameAs: null,
        version: 2,
      };
      expectSame(await store.find('s1'), header, 'the staged header');
      expectSame(await publishedIds(store), [], 'the published snapshots');
      expectSame(await store.latest('services'), null, 'the latest snapshot');
      expectSame(await idsOf(store, 's1'), [], 'the rows that can be read');
      const { snapshot } = await portalUsageNear(store, 'services', '2026-08-03T02:00:00Z');
      expectSame(snapshot, null, 'the nearest snapshot');
    },
  },
  {
    name: 'a published snapshot has all rows of all commits, member by member',
    check: async ({ store }) => {
      const rows = [line(1), line(2), line(3, { parseIssues: ['odd'], quantity: null, cycleDays: null })];
      await store.begin(start('s1'));
      await store.append('s1', 1, rows.slice(0, 2));
      await store.append('s1', 2, rows.slice(2));
      await store.publish('s1', 3, seal(3));
      const published = { ...start('s1'), ...seal(3), state: 'published', version: 4 };
      expectSame(await store.find('s1'), published, 'the header');
      expectSame(await store.latest('services'), published, 'the latest header');
      const stored: PortalRow[] = [];
      for await (const row of store.rows('s1')) stored.push(row);
      expectSame(
        stored.sort((a, b) => (a.rowId < b.rowId ? -1 : 1)),
        rows,
        'the rows',
      );
    },
  },
  {
    name: 'what is unknown is null and has no rows',
    check: async ({ store }) => {
      expectSame(await store.find('s1'), null, 'an unknown header');
      expectSame(await idsOf(store, 's1'), [], 'rows of an unknown snapshot');
    },
  },
  {
    name: 'headers come by instant and id, of one source, from the first to the last instant asked for',
    check: async ({ store }) => {
      for (const [id, source, pulledAt] of [
        ['late', 'services', '2026-08-05T02:00:00.000Z'],
        ['b', 'services', '2026-08-03T02:00:00.000Z'],
        ['a', 'services', '2026-08-03T02:00:00.000Z'],
        ['early', 'services', '2026-08-01T02:00:00.000Z'],
        ['other', 'others', '2026-08-03T02:00:00.000Z'],
      ] as const) {
        await store.begin({ ...start(id), source, pulledAt });
        await store.publish(id, 1, seal(0));
      }
      expectSame(await publishedIds(store), ['early', 'a', 'b', 'late'], 'all of the source');
      const range = { from: '2026-08-01T02:00:00.000Z', to: '2026-08-03T02:00:00.000Z' };
      const some = await store.published('services', range);
      expectSame(
        some.map(({ snapshotId }) => snapshotId),
        ['early', 'a', 'b'],
        'those of the range',
      );
      expectSame((await store.latest('services'))?.snapshotId, 'late', 'the latest');
      expectSame((await store.latest('others'))?.snapshotId, 'other', 'the latest of the other source');
    },
  },
];

const writing: readonly StoreRule<OpenedSnapshotStore>[] = [
  {
    name: 'an id is used once, published or not',
    check: async ({ store }) => {
      await store.begin(start('s1'));
      await expectConflict(store.begin(start('s1')), 'a second beginning');
      await store.publish('s1', 1, seal(0));
      await expectConflict(store.begin(start('s1')), 'a beginning under a published id');
    },
  },
  {
    name: 'nothing is written to another version, nor after publication, nor to what was never begun',
    check: async ({ store }) => {
      await expectConflict(store.append('s1', 1, [line(1)]), 'rows of an unknown snapshot');
      await store.begin(start('s1'));
      await expectConflict(store.append('s1', 2, [line(1)]), 'rows of a later version');
      await store.append('s1', 1, [line(1)]);
      await expectConflict(store.append('s1', 1, [line(2)]), 'rows of an earlier version');
      await expectConflict(store.publish('s1', 1, seal(1)), 'publication of an earlier version');
      await store.publish('s1', 2, seal(1));
      await expectConflict(store.append('s1', 3, [line(2)]), 'rows after publication');
      await expectConflict(store.publish('s1', 3, seal(9)), 'a second publication');
      expectSame(await idsOf(store, 's1'), ['row-1#1'], 'the rows');
      expectSame((await store.find('s1'))?.rowCount, 1, 'the number of rows');
    },
  },
  {
    name: 'rows are added all or none: one that stands twice refuses the commit',
    check: async ({ store }) => {
      await store.begin(start('s1'));
      await store.append('s1', 1, [line(1)]);
      await expectConflict(store.append('s1', 2, [line(2), line(1)]), 'a row that is there already');
      await expectConflict(store.append('s1', 2, [line(3), line(3)]), 'a row that stands twice');
      await store.append('s1', 2, [line(2)]);
      await store.publish('s1', 3, seal(2));
      expectSame(await idsOf(store, 's1'), ['row-1#1', 'row-2#1'], 'the rows');
    },
  },
  {
    name: 'a row id may stand in many snapshots',
    check: async ({ store }) => {
      for (const id of ['s1', 's2']) {
        await store.begin(start(id));
        await store.append(id, 1, [line(1)]);
        await store.publish(id, 2, seal(1));
      }
      expectSame(await idsOf(store, 's1'), ['row-1#1'], 'the rows of the first');
      expectSame(await idsOf(store, 's2'), ['row-1#1'], 'the rows of the second');
    },
  },
  {
    name: 'of rivals who write to one version, one does',
    check: async (opened) => {
      await opened.store.begin(start('s1'));
      const { done, errors } = await rivals(opened, (store, number) => store.append('s1', 1, [line(number)]));
      expectSame(done, 1, 'how many wrote');
      expectTrue(errors.every(isConflict), `the others should be told of a conflict: ${errors.map(String)}`);
      const published = await rivals(opened, (store) => store.publish('s1', 2, seal(1)));
      expectSame(published.done, 1, 'how many published');
      expectSame((await idsOf(opened.store, 's1')).length, 1, 'how many rows there are');
    },
  },
];

const pointing: readonly StoreRule<OpenedSnapshotStore>[] = [
  {
    name: 'a pointer shows the rows of the snapshot that it points to',
    check: async ({ store }) => {
      const pull = { source: 'services', rows: [line(1), line(2)] };
      const first = await publishSnapshot(store, {
        ...pull,
        snapshotId: 's1',
        pulledAt: '2026-08-03T02:00:00Z',
      });
      const second = await publishSnapshot(store, {
        ...pull,
        snapshotId: 's2',
        pulledAt: '2026-08-04T02:00:00Z',
      });
      const third = await publishSnapshot(store, {
        ...pull,
        snapshotId: 's3',
        pulledAt: '2026-08-05T02:00:00Z',
      });
      expectSame([first.sameAs, second.sameAs, third.sameAs], [null, 's1', 's1'], 'what they point to');
      expectSame(await store.find('s3'), third, 'the header of a pointer');
      expectSame(await idsOf(store, 's3'), ['row-1#1', 'row-2#1'], 'the rows of a pointer');
    },
  },
  {
    name: 'only a published snapshot of the same source that holds rows can be pointed to',
    check: async ({ store }) => {
      await publishSnapshot(store, { ...start('s1'), rows: [line(1)] });
      await publishSnapshot(store, { ...start('s2'), rows: [line(1)] });
      await store.begin(start('staged'));
      await store.begin({ ...start('s3'), source: 'others' });
      await store.begin(start('s4'));
      const point = (id: string, sameAs: string) => store.publish(id, 1, { ...seal(1), sameAs });
      await expectConflict(point('s3', 's1'), 'a pointer to another source');
      await expectConflict(point('s4', 's2'), 'a pointer to a pointer');
      await expectConflict(point('s4', 'staged'), 'a pointer to a staged snapshot');
      await expectConflict(point('s4', 'unknown'), 'a pointer to nothing');
      expectSame((await store.find('s4'))?.state, 'staged', 'the state after all that');
    },
  },
  {
    name: 'a pull that breaks off leaves nothing to be seen',
    check: async ({ store }) => {
      async function* broken(): AsyncGenerator<PortalRow> {
        yield line(1);
        throw new Error('the portal is gone');
      }
      const pull = { ...start('s1'), rows: broken(), batchSize: 1 };
      await rejectionOf(publishSnapshot(store, pull), 'a pull that breaks off');
      const short = { ...start('s2'), rows: [line(1)], expectedRows: 2 };
      await rejectionOf(publishSnapshot(store, short), 'a pull with too few rows');
      expectSame(await publishedIds(store), [], 'the published snapshots');
      expectSame((await store.find('s1'))?.rowCount, 1, 'the rows that were staged');
    },
  },
];

/** What every store of snapshots must do. */
export const snapshotRules: readonly StoreRule<OpenedSnapshotStore>[] = [...staging, ...writing, ...pointing];
