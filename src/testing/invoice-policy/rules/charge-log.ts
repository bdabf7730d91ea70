import { parseInstant } from '../../../core/time.ts';
import type { ChargeLog } from '../../../invoice-policy/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { rivals } from '../rows.ts';

const at = (text: string): Date => parseInstant(`2024-02-29T${text}Z`);

async function historyOf(log: ChargeLog, invoiceId = 'invoice'): Promise<readonly [string | null, number]> {
  const { lastAttemptAt, failedAttempts } = await log.get(invoiceId);
  return [
    lastAttemptAt === null ? null : parseInstant(lastAttemptAt).toISOString().slice(11, -1),
    failedAttempts,
  ];
}

export const chargeLogRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'an invoice that was never charged has no attempt',
    check: async ({ stores: { chargeLog } }) => {
      expectSame(await historyOf(chargeLog), [null, 0], 'its history');
    },
  },
  {
    name: 'failures count by the number of the attempt, and the time is that of the latest, to the millisecond',
    check: async ({ stores: { chargeLog } }) => {
      for (const [attempt, outcome, time, expected] of [
        [1, 'unknown', '10:00:00.001', ['10:00:00.001', 0]],
        [1, 'failed', '11:00:00.000', ['11:00:00.000', 1]],
        [1, 'failed', '11:00:00.000', ['11:00:00.000', 1]],
        [2, 'failed', '12:00:00.000', ['12:00:00.000', 2]],
        [1, 'failed', '09:00:00.000', ['12:00:00.000', 2]],
        [3, 'unknown', '13:00:00.000', ['13:00:00.000', 2]],
        [3, 'paid', '14:00:00.999', ['14:00:00.999', 2]],
      ] as const) {
        await chargeLog.record('invoice', { attempt, outcome, at: at(time) });
        expectSame(await historyOf(chargeLog), expected, `the history after attempt ${attempt} (${outcome})`);
      }
      expectSame(await historyOf(chargeLog, 'another'), [null, 0], 'the history of another invoice');
    },
  },
  {
    name: 'an attempt that rivals note at once counts once',
    check: async ({ stores, connect }) => {
      await rivals(stores, connect, ({ chargeLog }) =>
        chargeLog.record('invoice', { attempt: 1, outcome: 'failed', at: at('10:00:00.000') }),
      );
      expectSame(await historyOf(stores.chargeLog), ['10:00:00.000', 1], 'its history');
    },
  },
];
