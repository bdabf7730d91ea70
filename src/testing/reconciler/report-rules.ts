import {
  type ReportSources,
  reconcile,
  rerunReport,
  type SavedReport,
  saveReport,
  verifyReport,
} from '../../reconciler/index.ts';
import { expectSame, expectTrue, isConflict, rejectionOf } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedReportStore } from './opened-store.ts';
import { rivals } from './rivals.ts';
import { line } from './snapshot-rows.ts';

/** Sources whose report names an account that must come back letter by letter. */
function sources(account: string): ReportSources {
  const parsed = { account, deviceRef: '000001', boosterName: null, declaredCount: null };
  return {
    server: {
      servers: [{ serverKey: 'main', status: 'ok', collectedAt: '2026-08-03T01:00:00Z', error: null }],
      rows: [],
    },
    portal: {
      snapshot: { snapshotId: 's1', pulledAt: '2026-08-03T02:00:00Z', state: 'published' },
      rows: [line(1, { parsed })],
    },
    rules: [{ id: 'devices', label: 'Devices', compare: 'quantity' }],
  };
}

function save(
  { store }: Pick<OpenedReportStore, 'store'>,
  reportId: string,
  savedAt: string,
  account = 'acme',
): Promise<SavedReport> {
  const made = sources(account);
  return saveReport(store, reconcile(made.server, made.portal, { rules: made.rules }), made, {
    reportId,
    savedAt,
  });
}

/** What every store of reports must do. */
export const reportRules: readonly StoreRule<OpenedReportStore>[] = [
  {
    name: 'a report comes back as it was saved, and can be verified and made again',
    check: async (opened) => {
      const account = 'Zoë "1" \\ \u2028 __proto__';
      const saved = await save(opened, 'r1', '2026-08-03T03:00:00Z', account);
      const found = await opened.store.find('r1');
      expectSame(found, saved, 'the report that was found');
      if (found === null) return;
      expectSame(verifyReport(found.sealed, sources(account)), [], 'what is wrong with it');
      expectSame(
        rerunReport(found.sealed, sources(account)).problems,
        [],
        'what is wrong with it, made again',
      );
    },
  },
  {
    name: 'an unknown report is null',
    check: async ({ store }) => {
      expectSame(await store.find('r1'), null, 'an unknown report');
      expectSame(await store.list(10), [], 'the list of an empty store');
    },
  },
  {
    name: 'the same report again changes nothing; another one under its id is refused',
    check: async (opened) => {
      const saved = await save(opened, 'r1', '2026-08-03T03:00:00Z');
      await save(opened, 'r1', '2026-08-04T03:00:00Z');
      expectSame(await opened.store.find('r1'), saved, 'the report after a repeat');
      const error = await rejectionOf(save(opened, 'r1', '2026-08-03T03:00:00Z', 'beta'), 'another report');
      expectTrue(
        isConflict(error),
        `another report should be refused as a conflict, and was with ${String(error)}`,
      );
      const otherInput = { ...saved, sealed: { ...saved.sealed, serverHash: '0'.repeat(64) } };
      const refused = await rejectionOf(opened.store.add(otherInput), 'a report of other input');
      expectTrue(isConflict(refused), 'a report of other input should be refused as a conflict');
      expectSame(await opened.store.find('r1'), saved, 'the report after the refusals');
    },
  },
  {
    name: 'the list is newest first, and goes on where it ended',
    check: async (opened) => {
      await save(opened, 'b', '2026-08-03T03:00:00Z');
      await save(opened, 'old', '2026-08-01T03:00:00Z');
      await save(opened, 'a', '2026-08-03T03:00:00Z');
      await save(opened, 'new', '2026-08-05T03:00:00Z');
      const ids = (list: readonly { readonly reportId: string }[]) => list.map(({ reportId }) => reportId);
      expectSame(ids(await opened.store.list(10)), ['new', 'b', 'a', 'old'], 'all reports');
      const page = await opened.store.list(2);
      expectSame(ids(page), ['new', 'b'], 'the first page');
      expectSame(ids(await opened.store.list(2, page.at(-1))), ['a', 'old'], 'the second page');
      const [{ status, sha256 } = { status: null, sha256: null }] = page;
      const saved = await opened.store.find('new');
      expectSame({ status, sha256 }, { status: saved?.status, sha256: saved?.sha256 }, 'what the list shows');
    },
  },
  {
    name: 'rivals who save one report at once save it once, and are all content',
    check: async (opened) => {
      const { done } = await rivals(opened, (store) =>
        save({ store }, 'r1', '2026-08-03T03:00:00Z').then(() => {}),
      );
      expectSame(done, 20, 'how many were content');
      expectSame((await opened.store.list(10)).length, 1, 'how many reports there are');
    },
  },
];
