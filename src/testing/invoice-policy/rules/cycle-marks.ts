import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { AWKWARD_IDS, rivals } from '../rows.ts';

export const cycleMarkRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'the last settled month of a service is kept, and never goes back',
    check: async ({ stores: { cycles } }) => {
      expectSame(await cycles.get('service'), null, 'a month that nobody set');
      for (const [month, expected] of [
        ['2023-12', '2023-12'],
        ['2024-01', '2024-01'],
        ['2023-12', '2024-01'],
        ['2024-01', '2024-01'],
        ['2024-10', '2024-10'],
        ['2024-09', '2024-10'],
      ] as const) {
        await cycles.set('service', month);
        expectSame(await cycles.get('service'), expected, `the month after ${month} was set`);
      }
    },
  },
  {
    name: 'months of services are told apart',
    check: async ({ stores: { cycles } }) => {
      for (const [index, id] of AWKWARD_IDS.entries()) await cycles.set(id, `20${10 + index}-01`);
      for (const [index, id] of AWKWARD_IDS.entries()) {
        expectSame(await cycles.get(id), `20${10 + index}-01`, `the month of ${id}`);
      }
    },
  },
  {
    name: 'of months that rivals set at once, the last stays',
    check: async ({ stores, connect }) => {
      const months = await rivals(stores, connect, async ({ cycles }, number) => {
        const month = `${2000 + ((number * 7) % 24)}-06`;
        await cycles.set('service', month);
        return month;
      });
      expectSame(await stores.cycles.get('service'), [...months].sort().at(-1), 'the month');
    },
  },
];
