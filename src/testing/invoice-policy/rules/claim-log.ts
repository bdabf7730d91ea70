import type { NewClaim } from '../../../invoice-policy/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { AWKWARD_IDS, allOf, rivals } from '../rows.ts';

const CLAIM: NewClaim = { id: 'claim', accountId: 'account', day: '2024-02-29', runId: 'run' };
const PERIODS = AWKWARD_IDS.map((id) => ({ id, serviceRef: `service ${id}` }));
const ISSUE = { serviceId: 'service', day: '2024-03-01', seq: 2, closedMonth: '2024-02' };

const REFUSED = 'refused';
const refused = (): string => REFUSED;

export const claimLogRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'a claim is listed from its opening to its end, with what was attached',
    check: async ({ stores: { claims } }) => {
      await claims.open(CLAIM);
      const bare = { ...CLAIM, periods: null, issue: null };
      expectSame(await allOf(claims.listOpen()), [bare], 'after its opening');
      await claims.attachPeriods('claim', PERIODS);
      expectSame(await allOf(claims.listOpen()), [{ ...bare, periods: PERIODS }], 'with its periods');
      await claims.attachIssue('claim', ISSUE);
      expectSame(
        await allOf(claims.listOpen()),
        [{ ...CLAIM, periods: PERIODS, issue: ISSUE }],
        'with its issue',
      );
      expectSame(await claims.close('claim', 'invoiced'), true, 'its end');
      expectSame(await allOf(claims.listOpen()), [], 'after its end');
    },
  },
  {
    name: 'no periods are something else than periods that nobody noted, and no month is kept as none',
    check: async ({ stores: { claims } }) => {
      await claims.open(CLAIM);
      await claims.attachPeriods('claim', []);
      await claims.attachIssue('claim', { ...ISSUE, closedMonth: null });
      const expected = [{ ...CLAIM, periods: [], issue: { ...ISSUE, closedMonth: null } }];
      expectSame(await allOf(claims.listOpen()), expected, 'the open claims');
    },
  },
  {
    name: 'a claim is opened once',
    check: async ({ stores: { claims } }) => {
      const again = (): Promise<unknown> => claims.open({ ...CLAIM, accountId: 'another' }).catch(refused);
      await claims.open(CLAIM);
      expectSame(await again(), REFUSED, 'the second opening');
      expectSame((await allOf(claims.listOpen())).length, 1, 'the number of open claims');
      await claims.close('claim', 'lost');
      expectSame(await again(), REFUSED, 'the opening of a closed claim');
      expectSame(await allOf(claims.listOpen()), [], 'the open claims');
    },
  },
  {
    name: 'a claim ends once, and nothing opens it again',
    check: async ({ stores: { claims } }) => {
      expectSame(await claims.close('claim', 'failed'), false, 'the end of a claim that was never opened');
      await claims.open(CLAIM);
      expectSame(await claims.close('claim', 'lost'), true, 'the first end');
      expectSame(await claims.close('claim', 'reset'), false, 'the second end');
      await claims.attachPeriods('claim', PERIODS);
      await claims.attachIssue('claim', ISSUE);
      expectSame(await allOf(claims.listOpen()), [], 'the open claims');
    },
  },
  {
    name: 'claims are told apart, and may end while they are listed',
    check: async ({ stores: { claims } }) => {
      for (const id of AWKWARD_IDS) await claims.open({ ...CLAIM, id, accountId: id, runId: id });
      const seen: string[] = [];
      for await (const { id, accountId, runId } of claims.listOpen()) {
        expectSame([accountId, runId], [id, id], 'the account and the run');
        seen.push(id);
        expectSame(await claims.close(id, 'reset'), true, `the end of ${id}`);
      }
      expectSame(seen.sort(), [...AWKWARD_IDS].sort(), 'the claims');
      expectSame(await allOf(claims.listOpen()), [], 'the open claims');
    },
  },
  {
    name: 'of rivals who end a claim at once, one does',
    check: async ({ stores, connect }) => {
      await stores.claims.open(CLAIM);
      const results = await rivals(stores, connect, ({ claims }) => claims.close('claim', 'lost'));
      expectSame(results.filter(Boolean).length, 1, 'the number of winners');
    },
  },
];
