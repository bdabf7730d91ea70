import type { CreditEntry, CreditOutbox, CreditRow } from '../../fleio/credit/index.ts';
import { AWKWARD_IDS, allOf, rivals } from '../invoice-policy/rows.ts';
import { expectSame, expectTrue, isConflict, rejectionOf } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedCreditOutbox } from './opened-store.ts';

const ENTRY: CreditEntry = {
  invoiceId: '1001',
  serviceId: '55',
  direction: 'add',
  accountId: '0b8c6c1e-2f0a-4f5e-9c59-6b1f0f0c7a10',
  amount: '60.105',
  currency: 'EUR',
};

/** A row with every member set to something that is easily lost. */
const FULL: Partial<CreditRow> = {
  state: 'retry',
  failures: 10,
  dueAt: '2024-02-29T23:59:59.999Z',
  sent: { clientId: '12345678901234567890', amount: '0.10', currency: 'USD', sourceKey: '1001/55 \u00df' },
  isDoubtful: true,
  failure: { code: 'RATE_LIMITED', message: 'Slow down; "please" \u2026 \u4e2d\ud83d\ude00' },
};

async function onlyRow(outbox: CreditOutbox, invoiceId = ENTRY.invoiceId): Promise<CreditRow> {
  const [row, ...others] = await outbox.forInvoice(invoiceId);
  if (row === undefined || others.length > 0) throw new Error(`${invoiceId} should have one row`);
  return row;
}

export const rowRules: readonly StoreRule<OpenedCreditOutbox>[] = [
  {
    name: 'an entry becomes a pending row with all that it says',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY]);
      const { position, ...row } = await onlyRow(outbox);
      expectTrue(
        Number.isSafeInteger(position) && position > 0,
        `the position ${position} is no positive integer`,
      );
      const blank = { failures: 0, dueAt: null, sent: null, isDoubtful: false, failure: null, doneAt: null };
      expectSame(row, { ...ENTRY, state: 'pending', ...blank, version: 1 }, 'the row');
      expectSame((await outbox.forInvoice('1002')).length, 0, 'the rows of another invoice');
    },
  },
  {
    name: 'a key is added once, and what it said first stands',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY]);
      const [first] = await outbox.forInvoice('1001');
      await outbox.enqueue([ENTRY, ENTRY]);
      await outbox.enqueue([{ ...ENTRY, amount: '99', currency: 'USD', accountId: 'another' }]);
      expectSame(await outbox.forInvoice('1001'), [first], 'the rows');
    },
  },
  {
    name: 'no entries add no rows',
    check: async ({ outbox }) => {
      await outbox.enqueue([]);
      expectSame(await allOf(outbox.listOpen()), [], 'the open rows');
    },
  },
  {
    name: 'a row is listed in every state but done',
    check: async ({ outbox }) => {
      const states = ['pending', 'sending', 'retry', 'parked', 'done'] as const;
      await outbox.enqueue(states.map((invoiceId) => ({ ...ENTRY, invoiceId })));
      for (const state of states)
        await outbox.save({ ...(await onlyRow(outbox, state)), state, version: 2 }, 1);
      expectSame(
        (await allOf(outbox.listOpen())).map(({ state }) => state),
        states.slice(0, -1),
        'the states of the open rows',
      );
    },
  },
  {
    name: 'a key stays known after its row is done',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY]);
      const row = await onlyRow(outbox);
      const done = { ...row, state: 'done', doneAt: '2024-02-29T00:00:00.001Z', version: 2 } as const;
      await outbox.save(done, 1);
      await outbox.enqueue([ENTRY]);
      expectSame(await outbox.forInvoice('1001'), [done], 'the rows');
      expectSame(await allOf(outbox.listOpen()), [], 'the open rows');
    },
  },
  {
    name: 'invoice, service and direction together make a key, whatever they look like',
    check: async ({ outbox }) => {
      const entries = AWKWARD_IDS.flatMap((id) =>
        (['add', 'withdraw'] as const).flatMap((direction) => [
          { ...ENTRY, invoiceId: id, direction },
          { ...ENTRY, serviceId: id, direction },
        ]),
      );
      await outbox.enqueue(entries);
      for (const invoiceId of AWKWARD_IDS) {
        const rows = await outbox.forInvoice(invoiceId);
        expectSame(
          rows.map((row) => [row.invoiceId, row.serviceId, row.direction]),
          [
            [invoiceId, '55', 'add'],
            [invoiceId, '55', 'withdraw'],
          ],
          `the rows of ${JSON.stringify(invoiceId)}`,
        );
      }
      expectSame((await outbox.forInvoice('1001')).length, AWKWARD_IDS.length * 2, 'the rows of one invoice');
    },
  },
  {
    name: 'rows keep the order in which they were added, within one call and over calls',
    check: async ({ outbox }) => {
      const invoices = ['9', '10', '1', 'b', 'a'];
      await outbox.enqueue(invoices.slice(0, 3).map((invoiceId) => ({ ...ENTRY, invoiceId })));
      for (const invoiceId of invoices.slice(3)) await outbox.enqueue([{ ...ENTRY, invoiceId }]);
      const listed = await allOf(outbox.listOpen());
      expectSame(
        listed.map(({ invoiceId }) => invoiceId),
        invoices,
        'the invoices',
      );
      const positions = listed.map(({ position }) => position);
      expectSame(
        positions,
        [...new Set(positions)].sort((a, b) => a - b),
        'the positions',
      );
    },
  },
  {
    name: 'a row is saved with every member, and stays where it was',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY, { ...ENTRY, invoiceId: '1002' }]);
      const row = await onlyRow(outbox);
      const changed = { ...row, ...FULL, version: 2 };
      await outbox.save(changed, 1);
      expectSame(await onlyRow(outbox), changed, 'the row');
      const listed = await allOf(outbox.listOpen());
      expectSame(
        listed.map(({ invoiceId }) => invoiceId),
        ['1001', '1002'],
        'the open rows',
      );
    },
  },
  {
    name: 'a row that another saved is not overwritten',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY]);
      const row = await onlyRow(outbox);
      const first = { ...row, state: 'parked', version: 2 } as const;
      await outbox.save(first, 1);
      for (const expected of [0, 1, 3]) {
        const late = { ...row, state: 'done', version: expected + 1 } as const;
        const error = await rejectionOf(outbox.save(late, expected), `a save over version ${expected}`);
        expectTrue(isConflict(error), `a save over version ${expected} failed otherwise: ${error}`);
      }
      expectSame(await onlyRow(outbox), first, 'the row');
    },
  },
  {
    name: 'a row that nobody added cannot be saved',
    check: async ({ outbox }) => {
      await outbox.enqueue([ENTRY]);
      const stray = { ...(await onlyRow(outbox)), direction: 'withdraw', version: 2 } as const;
      expectTrue(
        isConflict(await rejectionOf(outbox.save(stray, 1), 'a stray row')),
        'a stray row failed otherwise',
      );
      expectSame((await outbox.forInvoice('1001')).length, 1, 'the rows');
    },
  },
  {
    name: 'open rows are listed also while the list changes what it lists',
    check: async ({ outbox }) => {
      const ids = Array.from({ length: 30 }, (_, index) => String(index + 10));
      await outbox.enqueue(ids.map((invoiceId) => ({ ...ENTRY, invoiceId })));
      const seen: string[] = [];
      for await (const row of outbox.listOpen()) {
        seen.push(row.invoiceId);
        const isDone = seen.length % 2 === 0;
        const state = isDone ? 'done' : 'parked';
        await outbox.save(
          { ...row, state, doneAt: isDone ? '2024-02-29T00:00:00.000Z' : null, version: 2 },
          1,
        );
      }
      expectSame(seen, ids, 'what was listed');
      expectSame((await allOf(outbox.listOpen())).length, 15, 'what is open afterwards');
    },
  },
  {
    name: 'of rivals who save one row at once, one does',
    check: async ({ outbox, connect }) => {
      await outbox.enqueue([ENTRY]);
      const row = await onlyRow(outbox);
      const results = await rivals(outbox, connect, async (port, number) => {
        const failure = { code: 'RIVAL', message: String(number) };
        try {
          await port.save({ ...row, failure, version: 2 }, 1);
          return true;
        } catch (error) {
          if (!isConflict(error)) throw error;
          return false;
        }
      });
      expectSame(results.filter(Boolean).length, 1, 'the number of winners');
      expectSame(
        (await onlyRow(outbox)).failure?.message,
        String(results.indexOf(true)),
        'the row of the winner',
      );
    },
  },
  {
    name: 'of rivals who add one key at once, one row comes',
    check: async ({ outbox, connect }) => {
      await rivals(outbox, connect, (port, number) =>
        port.enqueue([ENTRY, { ...ENTRY, invoiceId: `own ${number}` }]),
      );
      await onlyRow(outbox);
      const positions = (await allOf(outbox.listOpen())).map(({ position }) => position);
      expectSame(new Set(positions).size, 25, 'the rows with a position of their own');
    },
  },
];
