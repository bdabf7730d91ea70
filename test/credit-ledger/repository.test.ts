import {
  assertBatch,
  type CreditLot,
  InMemoryCreditLedgerRepository,
  type LedgerBatch,
} from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, openLedger, stateOf } from './model.ts';

/** A store in which a lot of 100 paid for a usage of 40, and a valid next batch. */
async function prepared() {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = await openLedger({}, repository);
  await ledger.recordPurchase(ACCOUNT, { id: 'pack', at: '2026-01-01', cash: '100' });
  await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '40' });
  const { head, lots, entries } = await stateOf(repository);
  const [lot] = lots;
  const [entry] = entries;
  if (head === undefined || lot === undefined || entry === undefined) throw new Error('it was recorded');
  const next: LedgerBatch = {
    head: { ...head, version: head.version + 1 },
    entries: [],
    lots: [],
    usages: [],
    holds: [],
    periods: [],
    commands: [],
  };
  return { repository, ledger, head, lot: { ...lot, rowVersion: lot.rowVersion + 1 }, entry, next };
}

describe('InMemoryCreditLedgerRepository', () => {
  it('refuses another version with VERSION_CONFLICT', async () => {
    const { repository, head, next } = await prepared();
    await expect(repository.commit(ACCOUNT, head.version - 1, next)).rejects.toMatchObject({
      name: 'ConcurrencyError',
      code: 'VERSION_CONFLICT',
    });
  });

  it('refuses a key, a seq or a new row that exists with DUPLICATE_KEY', async () => {
    const { repository, head, lot, entry, next } = await prepared();
    const [command] = await repository.commands(ACCOUNT, ['usage:u']);
    const [usage] = await repository.usagesById(ACCOUNT, ['u']);
    if (command === undefined || usage === undefined) throw new Error('it was recorded');
    const duplicates: Partial<LedgerBatch>[] = [
      { commands: [command] },
      { entries: [entry] },
      { lots: [{ ...lot, rowVersion: 1 }] },
      { usages: [usage] },
    ];
    for (const part of duplicates) {
      await expect(repository.commit(ACCOUNT, head.version, { ...next, ...part })).rejects.toMatchObject({
        code: 'DUPLICATE_KEY',
      });
    }
  });

  it('keeps 0 <= held <= remaining <= original and no negative debt, and writes nothing of a bad batch', async () => {
    const { repository, head, lot, next } = await prepared();
    const before = await stateOf(repository);
    const bad: CreditLot[] = [
      { ...lot, remaining: '101', consumed: '-1' },
      { ...lot, held: '61' },
      { ...lot, held: '-1' },
      { ...lot, remaining: '-1', consumed: '101' },
      { ...lot, remaining: '50' },
    ];
    const good = { ...lot, label: 'renamed' };
    for (const row of bad) {
      const batch = { ...next, lots: [{ ...good, id: 'new', rowVersion: 1 }, row] };
      await expect(repository.commit(ACCOUNT, head.version, batch)).rejects.toMatchObject({
        code: 'BATCH_INVALID',
      });
    }
    const negative = { ...next, head: { ...next.head, debt: '-1' } };
    await expect(repository.commit(ACCOUNT, head.version, negative)).rejects.toMatchObject({
      code: 'BATCH_INVALID',
    });
    const { purchased } = head.totals;
    for (const wrong of [
      { ...purchased, remaining: '61' },
      { ...purchased, remaining: '-1', consumed: '101' },
    ]) {
      const totals = { ...head.totals, purchased: wrong };
      const batch = { ...next, head: { ...next.head, totals } };
      await expect(repository.commit(ACCOUNT, head.version, batch)).rejects.toMatchObject({
        code: 'BATCH_INVALID',
        issues: [{ path: 'head.totals.purchased' }],
      });
    }
    expect(await stateOf(repository)).toEqual(before);
  });

  it('keeps seqs without a gap', async () => {
    const { repository, head, entry, next } = await prepared();
    const skipping = { ...next.head, nextSeq: head.nextSeq + 2 };
    for (const entries of [[], [{ ...entry, seq: head.nextSeq + 1 }]]) {
      const batch = { ...next, head: skipping, entries };
      await expect(repository.commit(ACCOUNT, head.version, batch)).rejects.toMatchObject({
        code: 'BATCH_INVALID',
        issues: [{ path: 'head.nextSeq' }],
      });
    }
  });

  it('lists every problem of a batch', async () => {
    const { head, lot, entry, next } = await prepared();
    const batch = {
      ...next,
      entries: [{ ...entry, seq: 9, amount: '-1' }],
      lots: [{ ...lot, held: '61' }, lot],
    };
    expect(() => assertBatch(head.version, batch)).toThrow(
      /entries\[0\]\.seq.*entries\[0\]\.amount.*lots.*lots\[0\]/,
    );
  });

  it('gives out rows that cannot be changed, and keeps no tie to what was written', async () => {
    const { repository, head, lot, next } = await prepared();
    const scope = ['devices'];
    const mine = { ...lot, label: 'mine', scope };
    await repository.commit(ACCOUNT, head.version, { ...next, lots: [mine] });
    scope.push('mssql');
    Object.assign(mine, { label: 'changed' });
    const [stored] = await repository.lotsById(ACCOUNT, [lot.id]);
    expect(stored).toMatchObject({ label: 'mine', scope: ['devices'] });
    expect(Object.isFrozen(stored) && Object.isFrozen(stored?.scope)).toBe(true);
  });

  it('reads at most eight lots where one suffices, among a thousand open ones', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({}, repository);
    const packs = Array.from({ length: 1000 }, (_, index) => ({
      id: `p${index}`,
      at: '2026-01-01',
      cash: '10',
    }));
    await ledger.syncLotsFromPurchases(ACCOUNT, packs);
    let seen = 0;
    const { openLots } = repository;
    repository.openLots = async (account, query) => {
      const rows = await openLots.call(repository, account, query);
      seen += rows.length;
      return rows;
    };
    const { slices } = await ledger.allocateUsage(ACCOUNT, { id: 'u', at: '2026-01-02', amount: '9' });
    expect(slices).toMatchObject([{ lotId: 'p0:p', amount: '9' }]);
    expect(seen).toBeLessThanOrEqual(8);
  });

  it('is asked in pages, not once per purchase', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({}, repository);
    let reads = 0;
    const { commands, lotsById } = repository;
    repository.commands = (account, keys) => {
      reads += 1;
      expect(keys.length).toBeLessThanOrEqual(500);
      return commands.call(repository, account, keys);
    };
    repository.lotsById = (account, ids) => {
      reads += 1;
      expect(ids.length).toBeLessThanOrEqual(500);
      return lotsById.call(repository, account, ids);
    };
    const packs = Array.from({ length: 1000 }, (_, index) => ({
      id: `p${index}`,
      at: '2026-01-01',
      cash: '10',
      bonus: '1',
    }));
    expect((await ledger.syncLotsFromPurchases(ACCOUNT, packs)).created).toBe(1000);
    expect((await ledger.syncLotsFromPurchases(ACCOUNT, packs)).created).toBe(0);
    expect(reads).toBe(2 * (2 + 4));
  });

  it('pages through lots and entries without a gap or a repeat', async () => {
    const repository = new InMemoryCreditLedgerRepository();
    const ledger = await openLedger({}, repository);
    const packs = Array.from({ length: 1500 }, (_, index) => ({
      id: `p${(index * 7) % 1500}`,
      at: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
      cash: '1',
    }));
    await ledger.syncLotsFromPurchases(ACCOUNT, packs);
    const keys: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await ledger.lots(ACCOUNT, after === undefined ? { limit: 97 } : { after, limit: 97 });
      keys.push(...page.items.map(({ orderKey }) => orderKey));
      after = page.next;
    }
    expect(keys).toHaveLength(1500);
    expect(keys).toEqual([...new Set(keys)].sort());
    const seqs: number[] = [];
    for (let after: number | null | undefined; after !== null; ) {
      const page = await ledger.entries(ACCOUNT, after === undefined ? { limit: 97 } : { after, limit: 97 });
      seqs.push(...page.items.map(({ seq }) => seq));
      after = page.next;
    }
    expect(seqs).toEqual(Array.from({ length: 1500 }, (_, index) => index + 1));
  });
});
