import {
  type CreditEntry,
  type CreditOutbox,
  type CreditRow,
  InMemoryCreditOutbox,
} from 'reseller-sdk/fleio/credit';
import { creditOutboxCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const open = () => ({ outbox: new InMemoryCreditOutbox() });

describe('the outbox in memory', () => {
  it.each(creditOutboxCases(open).map(({ name, run }) => [name, run] as const))('%s', (_name, run) => run());
});

/** Outboxes with one defect. */
const BROKEN: Readonly<Record<string, (sound: InMemoryCreditOutbox) => Partial<CreditOutbox>>> = {
  'versions are not looked at': (sound) => ({
    save: async (row) => {
      const stored = (await sound.forInvoice(row.invoiceId)).find((other) => isSame(other, row));
      await sound.save(row, stored?.version ?? 0);
    },
  }),
  'a version is looked at before the row is written': (sound) => {
    const rows = new Map<string, CreditRow>();
    return {
      forInvoice: async (id) =>
        (await sound.forInvoice(id)).map((row) => rows.get(`${id} ${row.serviceId} ${row.direction}`) ?? row),
      save: async (row, version) => {
        const key = `${row.invoiceId} ${row.serviceId} ${row.direction}`;
        const [stored] = await sound.forInvoice(row.invoiceId);
        if ((rows.get(key)?.version ?? stored?.version) !== version) return sound.save(row, -1);
        await Promise.resolve();
        rows.set(key, row);
      },
    };
  },
  'a repeated key takes the new amount': (sound) => ({
    enqueue: async (entries) => {
      await sound.enqueue(entries);
      for (const entry of entries) {
        const row = (await sound.forInvoice(entry.invoiceId)).find((other) => isSame(other, entry));
        if (row !== undefined) await sound.save({ ...row, ...entry }, row.version);
      }
    },
  }),
  'the direction is no part of the key': (sound) => ({
    enqueue: async (entries) => {
      for (const entry of entries) {
        const rows = await sound.forInvoice(entry.invoiceId);
        if (!rows.some(({ serviceId }) => serviceId === entry.serviceId)) await sound.enqueue([entry]);
      }
    },
  }),
  'ids lose their blanks': (sound) => ({
    enqueue: (entries) =>
      sound.enqueue(entries.map((entry) => ({ ...entry, invoiceId: entry.invoiceId.trim() }))),
  }),
  'open rows come last in, first out': (sound) => ({ listOpen: () => [...sound.listOpen()].reverse() }),
  'open rows are sorted by invoice': (sound) => ({
    listOpen: () => [...sound.listOpen()].sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1)),
  }),
  'parked rows are not listed': (sound) => ({
    listOpen: () => sound.listOpen().filter(({ state }) => state !== 'parked'),
  }),
  'doubts are forgotten': (sound) => ({
    save: (row, version) => sound.save({ ...row, isDoubtful: false }, version),
  }),
  'failures are forgotten': (sound) => ({
    save: (row, version) => sound.save({ ...row, failure: null }, version),
  }),
  'times are kept to the second': (sound) => ({
    save: (row, version) =>
      sound.save({ ...row, dueAt: row.dueAt?.replace(/\.\d+/, '.000') ?? null }, version),
  }),
  'amounts lose decimals': (sound) => ({
    enqueue: (entries) =>
      sound.enqueue(entries.map((entry) => ({ ...entry, amount: Number(entry.amount).toFixed(2) }))),
  }),
  'a done row may be added again': (sound) => {
    const done = new Set<string>();
    const again = new InMemoryCreditOutbox();
    return {
      save: async (row, version) => {
        await sound.save(row, version);
        if (row.state === 'done') done.add(row.invoiceId);
      },
      enqueue: (entries) =>
        (entries.some(({ invoiceId }) => done.has(invoiceId)) ? again : sound).enqueue(entries),
      forInvoice: async (id) => [...(await sound.forInvoice(id)), ...(await again.forInvoice(id))],
    };
  },
};

function isSame(a: CreditEntry, b: CreditEntry): boolean {
  return a.serviceId === b.serviceId && a.direction === b.direction;
}

describe('the cases find outboxes in which', () => {
  it.each(Object.entries(BROKEN))('%s', async (_name, breakIt) => {
    const failed: string[] = [];
    const cases = creditOutboxCases(() => {
      const sound = new InMemoryCreditOutbox();
      const members = breakIt(sound);
      const outbox: CreditOutbox = {
        enqueue: members.enqueue ?? ((entries) => sound.enqueue(entries)),
        forInvoice: members.forInvoice ?? ((id) => sound.forInvoice(id)),
        listOpen: members.listOpen ?? (() => sound.listOpen()),
        save: members.save ?? ((row, version) => sound.save(row, version)),
      };
      return { outbox };
    });
    for (const { name, run } of cases.slice(0, -4)) await run().catch(() => failed.push(name));
    expect(failed).not.toEqual([]);
  });
});
