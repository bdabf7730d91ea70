import { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import {
  InMemoryManagedOrganizationStore,
  type ManagedOrganizationRecord,
  type ManagedOrganizationStore,
} from 'reseller-sdk/katapult/organizations';
import { managedOrganizationStoreCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

describe('the store in memory', () => {
  for (const { name, run } of managedOrganizationStoreCases(() => ({
    store: new InMemoryManagedOrganizationStore(),
  })))
    it(name, run);

  it('is not changed through what it was given or gave away', async () => {
    const store = new InMemoryManagedOrganizationStore();
    const claim = { subDomain: 'aaaaaaaa', storedAt: '2026-01-05T09:00:00Z' };
    await store.save({ clientId: 'a', organizationId: null, claim, version: 1 }, 0);
    claim.subDomain = 'changed';
    const given = await store.load('a');
    Object.assign(given?.claim ?? {}, { subDomain: 'changed' });
    expect((await store.load('a'))?.claim?.subDomain).toBe('aaaaaaaa');
  });
});

const Row = z.object({
  client_id: z.string(),
  organization_id: z.string().nullable(),
  claim: z.string().nullable(),
  version: z.int(),
});
const Claim = z.object({ subDomain: z.string(), storedAt: z.string() });

/** The store as its port advises it for SQL: one row per client, one statement per save. */
function sqlStore(database: DatabaseSync): ManagedOrganizationStore {
  database.exec(`create table managed_organization (
    client_id text primary key, organization_id text unique, claim text, version integer not null
  ) strict`);
  const one = database.prepare('select * from managed_organization where client_id = ?');
  const insert = database.prepare(
    'insert into managed_organization values (?, ?, ?, ?) on conflict (client_id) do nothing',
  );
  const update = database.prepare(
    'update managed_organization set organization_id = ?, claim = ?, version = ? where client_id = ? and version = ?',
  );
  const write = (record: ManagedOrganizationRecord, expected: number) => {
    const { clientId, organizationId, version } = record;
    const claim = record.claim && JSON.stringify(record.claim);
    return expected === 0
      ? insert.run(clientId, organizationId, claim, version)
      : update.run(organizationId, claim, version, clientId, expected);
  };
  return {
    load: async (clientId) => {
      const found = one.get(clientId);
      if (found === undefined) return undefined;
      const { organization_id, claim, version } = Row.parse(found);
      return {
        clientId,
        organizationId: organization_id,
        claim: claim === null ? null : Claim.parse(JSON.parse(claim)),
        version,
      };
    },
    save: async (record, expected) => {
      const { changes } = attempt(() => write(record, expected));
      if (changes === 0) throw new ConcurrencyError('Overtaken', 'VERSION_CONFLICT');
    },
  };
}

/** Turns the refusal of the unique index into ours. */
function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!String(cause).includes('UNIQUE')) throw cause;
    throw new ConcurrencyError('Taken', 'DUPLICATE_KEY', { cause });
  }
}

describe('a store on SQL', () => {
  const open = () => {
    const database = new DatabaseSync(':memory:');
    return { store: sqlStore(database), close: () => database.close() };
  };
  for (const { name, run } of managedOrganizationStoreCases(open)) it(name, run);
});

/** A store with a defect, made of plain parts. */
class Defective implements ManagedOrganizationStore {
  readonly rows = new Map<string, ManagedOrganizationRecord>();
  readonly key: (clientId: string) => string;
  readonly check: (store: Defective, record: ManagedOrganizationRecord, expected: number) => void;

  constructor(parts: Partial<Pick<Defective, 'key' | 'check'>>) {
    this.key = parts.key ?? ((clientId) => clientId);
    this.check = parts.check ?? sound;
  }

  async load(clientId: string): Promise<ManagedOrganizationRecord | undefined> {
    return this.rows.get(this.key(clientId));
  }

  async save(record: ManagedOrganizationRecord, expected: number): Promise<void> {
    this.check(this, record, expected);
    this.rows.set(this.key(record.clientId), record);
  }
}

function versioned(store: Defective, { clientId }: ManagedOrganizationRecord, expected: number): void {
  if ((store.rows.get(store.key(clientId))?.version ?? 0) !== expected)
    throw new ConcurrencyError('Overtaken', 'VERSION_CONFLICT');
}

function unique(store: Defective, { clientId, organizationId }: ManagedOrganizationRecord): void {
  for (const row of store.rows.values()) {
    if (organizationId !== null && row.organizationId === organizationId && row.clientId !== clientId)
      throw new ConcurrencyError('Taken', 'DUPLICATE_KEY');
  }
}

function sound(store: Defective, record: ManagedOrganizationRecord, expected: number): void {
  versioned(store, record, expected);
  unique(store, record);
}

/** Takes each step of a save a moment apart, as a store without a transaction does. */
class Torn extends Defective {
  override async save(record: ManagedOrganizationRecord, expected: number): Promise<void> {
    this.check(this, record, expected);
    await Promise.resolve();
    this.rows.set(this.key(record.clientId), record);
  }
}

async function broken(store: () => ManagedOrganizationStore): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { name, run } of managedOrganizationStoreCases(() => ({ store: store() })))
    await run().catch(() => names.push(name));
  return names;
}

describe('the cases', () => {
  it('accept a sound store', async () => {
    expect(await broken(() => new Defective({}))).toEqual([]);
  });

  it.each([
    { defect: 'ignores versions', store: () => new Defective({ check: unique }), broken: /another version/ },
    {
      defect: 'ignores organizations',
      store: () => new Defective({ check: versioned }),
      broken: /belongs to one/,
    },
    {
      defect: 'mixes up capitals',
      store: () => new Defective({ key: (id) => id.toLowerCase() }),
      broken: /look alike/,
    },
    { defect: 'drops blanks', store: () => new Defective({ key: (id) => id.trim() }), broken: /look alike/ },
    { defect: 'is not atomic', store: () => new Torn({}), broken: /at once/ },
  ])('find a store that $defect', async ({ store, broken: expected }) => {
    expect((await broken(store)).join('\n')).toMatch(expected);
  });

  it('find a store that writes half of what it then refuses', async () => {
    class Half extends Defective {
      override async save(record: ManagedOrganizationRecord, expected: number): Promise<void> {
        versioned(this, record, expected);
        this.rows.set(record.clientId, { ...record, organizationId: null });
        unique(this, record);
        this.rows.set(record.clientId, record);
      }
    }
    expect((await broken(() => new Half({}))).join('\n')).toMatch(/belongs to one client/);
  });

  it('find a store that is torn by a fault', async () => {
    let faultAt = 0;
    class Faulty extends Defective {
      override async save(record: ManagedOrganizationRecord, expected: number): Promise<void> {
        this.check(this, record, expected);
        this.rows.set(record.clientId, { ...record, version: expected });
        faultAt -= 1;
        if (faultAt === 0) throw new Error('the connection broke');
        this.rows.set(record.clientId, record);
      }
    }
    const cases = managedOrganizationStoreCases(() => ({
      store: new Faulty({}),
      failAt: (statement) => {
        faultAt = statement;
      },
    }));
    const [last] = cases.slice(-1);
    await expect(last?.run()).rejects.toThrow(/after a fault/);
  });
});
