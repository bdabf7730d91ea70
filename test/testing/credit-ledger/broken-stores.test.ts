import { creditLedgerRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { PlainLedgerStore } from '../../../src/testing/credit-ledger/plain-store.ts';
import { brokenStores } from './broken-stores.ts';

async function failuresOf(open: Parameters<typeof creditLedgerRepositoryCases>[0]): Promise<string[]> {
  const failures: string[] = [];
  for (const { name, run } of creditLedgerRepositoryCases(open)) {
    await run().catch((error: unknown) => failures.push(`${name}: ${String(error)}`));
    if (failures.length > 0) break;
  }
  return failures;
}

describe('the cases find', () => {
  it('nothing in the plain store', async () => {
    expect(await failuresOf(() => ({ repository: new PlainLedgerStore() }))).toEqual([]);
  });

  it.each(Object.entries(brokenStores))('%s', { timeout: 30_000 }, async (_name, make) => {
    expect(await failuresOf(() => ({ repository: make() }))).toHaveLength(1);
  });

  it('rows that only the connection sees that wrote them', async () => {
    const failures = await failuresOf(() => ({
      repository: new PlainLedgerStore(),
      connect: () => new PlainLedgerStore(),
    }));
    expect(failures).toHaveLength(1);
  });

  it('a statement that fails after the first half of a commit was written for good', async () => {
    const failures = await failuresOf(() => {
      const sound = new PlainLedgerStore();
      let left = 0;
      const failAt = (statement: number): void => {
        left = statement;
      };
      const repository = new Proxy(sound, {
        get: (target, name) => {
          if (name !== 'commit') {
            const member: unknown = Reflect.get(target, name);
            return typeof member === 'function' ? member.bind(target) : member;
          }
          return async (...[account, version, batch]: Parameters<PlainLedgerStore['commit']>) => {
            if (left === 0) return target.commit(account, version, batch);
            left = 0;
            await target.commit(account, version, { ...batch, usages: [] });
            throw new Error('the disk is full');
          };
        },
      });
      return { repository, failAt };
    });
    expect(failures).toHaveLength(1);
  });
});
