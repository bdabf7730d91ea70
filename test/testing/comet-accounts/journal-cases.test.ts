import { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import {
  type AccountJournal,
  type AccountRecord,
  InMemoryAccountJournal,
} from 'reseller-sdk/comet/provisioning';
import { accountJournalCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

describe('the journal in memory', () => {
  const open = () => ({ journal: new InMemoryAccountJournal() });
  it.each(accountJournalCases(open).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

const Row = z.object({ record: z.string(), version: z.int() });

/** One row per service, one statement per save. */
function sqlJournal(database: DatabaseSync): AccountJournal {
  database.exec('create table journal (service_key text primary key, record text, version integer) strict');
  const one = database.prepare('select record, version from journal where service_key = ?');
  const insert = database.prepare('insert into journal values (?, ?, 1) on conflict do nothing');
  const update = database.prepare(
    'update journal set record = ?, version = version + 1 where service_key = ? and version = ?',
  );
  return {
    load: async (serviceKey) => {
      const found = one.get(serviceKey);
      if (found === undefined) return undefined;
      const { record, version } = Row.parse(found);
      return { record: z.custom<AccountRecord>().parse(JSON.parse(record)), version };
    },
    save: async (serviceKey, record, expected) => {
      const text = JSON.stringify(record);
      const { changes } =
        expected === 0 ? insert.run(serviceKey, text) : update.run(text, serviceKey, expected);
      if (changes === 0) throw new ConcurrencyError('Overtaken', 'VERSION_CONFLICT');
      return expected + 1;
    },
  };
}

describe('a journal on SQL', () => {
  const open = () => {
    const database = new DatabaseSync(':memory:');
    return { journal: sqlJournal(database), close: () => database.close() };
  };
  it.each(accountJournalCases(open).map(({ name, run }) => [name, run] as const))('%s', (_name, run) =>
    run(),
  );
});

/** Journals with one defect, and the case that finds it. */
const DEFECTS: Readonly<
  Record<string, readonly [(sound: AccountJournal) => Partial<AccountJournal>, RegExp]>
> = {
  'does not look at versions': [
    (sound) => ({
      save: async (key, record) => sound.save(key, record, (await sound.load(key))?.version ?? 0),
    }),
    /another version/,
  ],
  'looks at the version a moment before it writes': [
    () => {
      const entries = new Map<string, { record: AccountRecord; version: number }>();
      return {
        load: async (key) => entries.get(key),
        save: async (key, record, expected) => {
          const stored = entries.get(key)?.version ?? 0;
          if (stored !== expected) throw new ConcurrencyError('Overtaken', 'VERSION_CONFLICT');
          await Promise.resolve();
          entries.set(key, { record, version: expected + 1 });
          return expected + 1;
        },
      };
    },
    /at once, one is saved/,
  ],
  'mixes up capitals': [
    (sound) => ({
      load: (key) => sound.load(key.toLowerCase()),
      save: (key, record, expected) => sound.save(key.toLowerCase(), record, expected),
    }),
    /look alike/,
  ],
  'keeps what a record leaves out': [
    (sound) => ({
      save: async (key, record, expected) =>
        sound.save(key, { ...(await sound.load(key))?.record, ...record }, expected),
    }),
    /comes back whole/,
  ],
  'forgets what it has no column for': [
    (sound) => ({
      save: (key, { suspended: _suspended, ...record }, expected) => sound.save(key, record, expected),
    }),
    /comes back whole/,
  ],
  'keeps seconds alone': [
    (sound) => ({
      save: (key, record, expected) => {
        const sent = record.addUserDispatchedAt?.replace(/\.\d+/, '');
        return sound.save(key, { ...record, addUserDispatchedAt: sent }, expected);
      },
    }),
    /comes back whole/,
  ],
  'gives back the version that it was given': [
    (sound) => ({
      save: async (key, record, expected) => {
        await sound.save(key, record, expected);
        return expected;
      },
    }),
    /comes back whole/,
  ],
  'writes half of what it then refuses': [
    (sound) => ({
      save: async (key, record, expected) => {
        const stored = await sound.load(key);
        if (stored !== undefined && stored.version !== expected) {
          await sound.save(key, { ...stored.record, username: record.username }, stored.version);
        }
        return sound.save(key, record, expected);
      },
    }),
    /another version/,
  ],
};

async function broken(open: () => AccountJournal): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, run } of accountJournalCases(() => ({ journal: open() })))
    await run().catch(() => names.push(name));
  return names;
}

describe('the cases', () => {
  it.each(Object.entries(DEFECTS))('find a journal that %s', async (_name, [defect, expected]) => {
    const open = (): AccountJournal => {
      const sound = new InMemoryAccountJournal();
      const parts = defect(sound);
      return {
        load: parts.load ?? ((key) => sound.load(key)),
        save: parts.save ?? ((key, record, version) => sound.save(key, record, version)),
      };
    };
    expect((await broken(open)).join('\n')).toMatch(expected);
  });

  it('find a journal that is torn by a fault', async () => {
    let faultAt = 0;
    const sound = new InMemoryAccountJournal();
    const journal: AccountJournal = {
      load: (key) => sound.load(key),
      save: async (key, record, expected) => {
        const stored = await sound.load(key);
        const half = { ...record, stage: stored?.record.stage ?? record.stage };
        const version = await sound.save(key, half, expected);
        faultAt -= 1;
        if (faultAt === 0) throw new Error('the connection broke');
        return sound.save(key, record, version);
      },
    };
    const failAt = (statement: number) => {
      faultAt = statement;
    };
    const [last] = accountJournalCases(() => ({ journal, failAt })).slice(-1);
    await expect(last?.run()).rejects.toThrow(/after a fault/);
  });
});
