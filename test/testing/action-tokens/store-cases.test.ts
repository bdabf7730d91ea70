import { DatabaseSync } from 'node:sqlite';
import { type ActionTokenStore, InMemoryActionTokenStore } from 'reseller-sdk/action-tokens';
import { actionTokenStoreCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

describe('InMemoryActionTokenStore', () => {
  const open = () => ({ store: new InMemoryActionTokenStore() });
  for (const { name, run } of actionTokenStoreCases(open)) it(name, run);
});

describe('a store on SQL', () => {
  const open = () => {
    const database = new DatabaseSync(':memory:');
    database.exec('create table action_token (key text primary key, expires_at text not null) strict');
    const put = database.prepare('insert into action_token (key, expires_at) values (?, ?)');
    const take = database.prepare('delete from action_token where key = ? returning expires_at');
    const store: ActionTokenStore = {
      put: async (key, expiresAt) => {
        put.run(key, expiresAt);
      },
      take: async (key) => {
        const expiresAt: unknown = take.get(key)?.['expires_at'];
        return typeof expiresAt === 'string' ? expiresAt : null;
      },
    };
    return { store, connect: () => store, close: () => database.close() };
  };
  for (const { name, run } of actionTokenStoreCases(open)) it(name, run);
});

/** A store with one defect, and the rule that finds it. */
const DEFECTS: Readonly<Record<string, (rows: Map<string, string>) => ActionTokenStore>> = {
  'a key is handed out once': (rows) => ({
    put: async (key, expiresAt) => void rows.set(key, expiresAt),
    take: async (key) => rows.get(key) ?? null,
  }),
  'with its expiry to the millisecond': (rows) => ({
    put: async (key, expiresAt) => void rows.set(key, `${expiresAt.slice(0, 19)}Z`),
    take: (key) => take(rows, key),
  }),
  'uses up no other': (rows) => ({
    put: async (key, expiresAt) => void rows.set(key, expiresAt),
    take: async (key) => {
      const expiresAt = rows.get(key) ?? null;
      rows.clear();
      return expiresAt;
    },
  }),
  'those that read like numbers': (rows) => ({
    put: async (key, expiresAt) => void rows.set(readAsNumber(key), expiresAt),
    take: (key) => take(rows, readAsNumber(key)),
  }),
  'takes nothing with it that is not': (rows) => ({
    put: async (key, expiresAt) => {
      if (rows.size > 50) rows.clear();
      rows.set(key, expiresAt);
    },
    take: (key) => take(rows, key),
  }),
  'who take one key at once, one gets it': (rows) => ({
    put: async (key, expiresAt) => void rows.set(key, expiresAt),
    take: async (key) => {
      const expiresAt = rows.get(key) ?? null;
      await Promise.resolve();
      rows.delete(key);
      return expiresAt;
    },
  }),
};

async function take(rows: Map<string, string>, key: string): Promise<string | null> {
  const expiresAt = rows.get(key) ?? null;
  rows.delete(key);
  return expiresAt;
}

function readAsNumber(key: string): string {
  const number = Number(key);
  return Number.isNaN(number) ? key : String(number);
}

describe('actionTokenStoreCases', () => {
  it.each(Object.entries(DEFECTS))('%s: finds a store that breaks it', async (rule, broken) => {
    const failed: string[] = [];
    for (const { name, run } of actionTokenStoreCases(() => ({ store: broken(new Map()) }))) {
      await run().catch(() => failed.push(name));
    }
    expect(failed.some((name) => name.includes(rule))).toBe(true);
  });

  it('closes what it opened, also when a rule is broken', async () => {
    let closed = 0;
    const close = (): void => {
      closed += 1;
    };
    const store: ActionTokenStore = {
      put: async () => undefined,
      take: () => Promise.reject(new Error('down')),
    };
    for (const { run } of actionTokenStoreCases(() => ({ store, close }))) {
      await expect(run()).rejects.toThrow('down');
    }
    expect(closed).toBe(actionTokenStoreCases(() => ({ store })).length);
  });
});
