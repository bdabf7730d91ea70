import type { DayClaim, DayRow } from '../../../invoice-policy/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { AWKWARD_IDS, allOf, rivals } from '../rows.ts';

const DAY: DayClaim = { serviceId: 'service', day: '2024-02-29', seq: 1, runId: 'run 1' };
const RIVAL: DayClaim = { ...DAY, runId: 'run 2' };

async function rowsOf({ stores }: OpenedInvoicingStores, from = '0001-01-01'): Promise<readonly DayRow[]> {
  const rows = await stores.days.listForService('service', from);
  return [...rows].sort((a, b) => (`${a.day} ${a.seq}` < `${b.day} ${b.seq}` ? -1 : 1));
}

export const dayLedgerRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'a day is claimed once, by whoever was first',
    check: async (opened) => {
      const { days } = opened.stores;
      expectSame(await days.claim(DAY), true, 'the first claim');
      expectSame(await days.claim(RIVAL), false, 'the claim of another run');
      expectSame(await days.claim(DAY), false, 'the claim again');
      expectSame(await rowsOf(opened), [{ ...DAY, state: 'claimed', invoiceId: null }], 'the rows');
    },
  },
  {
    name: 'days, numbers and services are claimed apart from each other',
    check: async (opened) => {
      const { days } = opened.stores;
      for (const serviceId of AWKWARD_IDS) {
        for (const day of ['2024-02-29', '2024-03-01']) {
          for (const seq of [1, 2]) {
            const claim = { ...DAY, serviceId, day, seq };
            expectSame(await days.claim(claim), true, `the claim of ${day}, ${seq} for ${serviceId}`);
          }
        }
      }
      for (const serviceId of AWKWARD_IDS) {
        const rows = await days.listForService(serviceId, '2024-03-01');
        expectSame(new Set(rows.map((row) => row.serviceId)).size, 1, `the services listed for ${serviceId}`);
        expectSame(rows.length, 4, `the rows of ${serviceId}`);
      }
    },
  },
  {
    name: 'a day that was given back is claimed again, and only its holder gives it back',
    check: async (opened) => {
      const { days } = opened.stores;
      await days.claim(DAY);
      await days.release(RIVAL);
      expectSame(await days.claim(RIVAL), false, 'a claim after another run gave it back');
      await days.release(DAY);
      expectSame(await rowsOf(opened), [{ ...DAY, state: 'released', invoiceId: null }], 'the rows');
      expectSame(await days.claim(RIVAL), true, 'a claim of a day that was given back');
      await days.release(DAY);
      expectSame(await days.claim(DAY), false, 'a claim after the former holder gave it back again');
    },
  },
  {
    name: 'an issued day stays issued, whoever marks it and in whatever state it was',
    check: async (opened) => {
      const { days } = opened.stores;
      const others = [2, 3, 4].map((seq) => ({ ...DAY, seq }));
      const [released = DAY, unknown = DAY, taken = DAY] = others;
      await days.claim(DAY);
      await days.claim(released);
      await days.release(released);
      await days.claim({ ...taken, runId: 'run 2' });
      for (const claim of [DAY, released, unknown, taken, DAY])
        await days.markIssued(claim, `invoice ${claim.seq}`);
      for (const claim of [DAY, ...others]) {
        await days.release(claim);
        expectSame(await days.claim(claim), false, `a claim of issued number ${claim.seq}`);
      }
      const found = (await rowsOf(opened)).map(({ seq, state, invoiceId }) => ({ seq, state, invoiceId }));
      const expected = [1, 2, 3, 4].map((seq) => ({ seq, state: 'issued', invoiceId: `invoice ${seq}` }));
      expectSame(found, expected, 'the rows');
    },
  },
  {
    name: 'rows are listed from a day on, and earlier ones while they are claimed',
    check: async (opened) => {
      const { days } = opened.stores;
      for (const day of ['2023-12-31', '2024-01-31', '2024-02-29', '2024-03-01'])
        await days.claim({ ...DAY, day });
      await days.markIssued({ ...DAY, day: '2024-01-31' }, 'invoice');
      await days.release({ ...DAY, day: '2024-03-01' });
      const listed = (await rowsOf(opened, '2024-02-29')).map(({ day }) => day);
      expectSame(listed, ['2023-12-31', '2024-02-29', '2024-03-01'], 'the days');
    },
  },
  {
    name: 'what is claimed is listed, also while the list changes what it lists',
    check: async ({ stores: { days } }) => {
      for (let number = 10; number < 40; number += 1)
        await days.claim({ ...DAY, serviceId: `service ${number}` });
      const seen: string[] = [];
      for await (const row of days.listClaimed()) {
        seen.push(row.serviceId);
        if (seen.length % 2 === 0) await days.release(row);
        else await days.markIssued(row, 'invoice');
      }
      expectSame(seen.length, 30, 'the claimed rows');
      expectSame((await allOf(days.listClaimed())).length, 0, 'what is claimed afterwards');
    },
  },
  {
    name: 'of rivals who claim one day at once, one gets it',
    check: async ({ stores, connect }) => {
      for (const round of [1, 2]) {
        const results = await rivals(stores, connect, ({ days }, number) =>
          days.claim({ ...DAY, seq: round, runId: `run ${number}` }),
        );
        expectSame(results.filter(Boolean).length, 1, 'the number of winners');
        const winner = `run ${results.indexOf(true)}`;
        const rows = await stores.days.listForService('service', DAY.day);
        expectSame(rows.find(({ seq }) => seq === round)?.runId, winner, 'the holder of the day');
      }
    },
  },
];
