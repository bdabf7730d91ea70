import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { UsageProfile } from 'reseller-sdk/comet/usage';
import { reportRepositoryCases, snapshotRepositoryCases } from 'reseller-sdk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepCollection } from '../../../examples/comet-billing/steps/keep-collection.ts';
import { openDatabase } from '../../../examples/comet-billing/storage/database.ts';
import { SqliteReportRepository } from '../../../examples/comet-billing/storage/reports.ts';
import { SqliteSnapshotRepository } from '../../../examples/comet-billing/storage/snapshots.ts';
import { openStore } from '../../../examples/comet-billing/storage/store.ts';

/** A store in a file of its own, and further connections to it. */
function opened<Store>(storeOf: (database: DatabaseSync) => Store) {
  const folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
  const connections: DatabaseSync[] = [];
  const connect = (): Store => {
    const database = openDatabase(join(folder, 'a.sqlite'));
    connections.push(database);
    return storeOf(database);
  };
  const close = (): void => {
    for (const connection of connections) connection.close();
    rmSync(folder, { recursive: true });
  };
  return { store: connect(), connect, close };
}

describe('a database file', () => {
  let folder = '';
  const file = (): string => join(folder, 'a.sqlite');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function change(sql: string): void {
    const database = new DatabaseSync(file());
    database.exec(sql);
    database.close();
  }

  it('of another program is refused, and nothing is written to it', () => {
    change('CREATE TABLE users (id INTEGER)');
    const before = readFileSync(file());
    expect(() => openDatabase(file())).toThrow(
      `The database ${file()} cannot be used: it belongs to another`,
    );
    expect(readFileSync(file())).toEqual(before);
  });

  it.each(['PRAGMA user_version = 2', 'INSERT INTO ledger_schema VALUES (2)'])(
    'of a newer version of this program is refused (%s)',
    (newer) => {
      openDatabase(file()).close();
      change(newer);
      expect(() => openDatabase(file())).toThrow('have version 2; update this program');
    },
  );

  it('is opened again as it was left', () => {
    openDatabase(file()).close();
    change("INSERT INTO job_runs (job, started_at, log) VALUES ('audit', '2025-01-01T00:00:00Z', '[]')");
    const { database, jobRuns } = openStore(file());
    expect(jobRuns.list({ limit: 9, newestOnly: false })).toHaveLength(1);
    database.close();
  });
});

describe('SqliteSnapshotRepository', () => {
  const open = () => opened((database) => new SqliteSnapshotRepository(database));
  for (const { name, run } of snapshotRepositoryCases(open)) it(name, run);
});

describe('SqliteReportRepository', () => {
  const open = () => opened((database) => new SqliteReportRepository(database));
  for (const { name, run } of reportRepositoryCases(open)) it(name, run);
});

describe('facts', () => {
  const REGISTERED = Date.UTC(2025, 0, 1) / 1000;
  const device = { Devices: { aaaaaa11: { FriendlyName: 'HOST', RegistrationTime: REGISTERED } } };
  const withGuests = (count: number): UsageProfile => ({
    ...device,
    Sources: {
      s: {
        Engine: 'engine1/hyperv',
        OwnerDevice: 'aaaaaa11',
        Statistics: { LastBackupJob: { TotalVmCount: count } },
      },
    },
  });
  const totals = { users: 1, devices: 1, protectedItems: 1, storageBytes: '0' };

  /** Readings of one user, each at its instant; null is a reading without him. */
  function factsOf(...readings: readonly (readonly [at: string, profile: UsageProfile | null])[]) {
    const store = openStore(':memory:');
    for (const [collectedAt, profile] of readings) {
      const described = { serverKey: 'obc', status: 'ok', collectedAt, error: null, reason: null } as const;
      const server = { ...described, totals, counts: {}, unknownEngines: [], issues: [] };
      const profiles = new Map(profile === null ? [] : [['acme', profile] as const]);
      keepCollection(store, { server, rows: [] }, { serverKey: 'obc', collectedAt, profiles });
    }
    const facts = [...store.facts.until('2025-12-31')];
    store.database.close();
    return facts;
  }

  const at = (day: number): string => `2025-01-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  const guests = (facts: ReturnType<typeof factsOf>) =>
    facts.flatMap((fact) =>
      fact.kind === 'count' && fact.category === 'hyperv_vms' ? [[fact.at, fact.count]] : [],
    );

  it('of equal readings are kept as a first and a last sighting', () => {
    const facts = factsOf([at(10), withGuests(2)], [at(11), withGuests(2)], [at(12), withGuests(2)]);
    expect(guests(facts)).toEqual([
      [at(10), 2],
      [at(12), 2],
    ]);
    expect(facts.filter(({ kind }) => kind === 'registered')).toHaveLength(1);
  });

  it('tell when a count fell, and when it was last seen before', () => {
    const facts = factsOf([at(10), withGuests(2)], [at(11), withGuests(2)], [at(12), device]);
    expect(guests(facts)).toEqual([
      [at(10), 2],
      [at(11), 2],
      [at(12), 0],
    ]);
  });

  it.each([
    ['a device', {}],
    ['a user', null],
  ])('tell between which readings %s went, and tell it once', (_what, profile) => {
    const facts = factsOf([at(10), device], [at(11), profile], [at(12), profile]);
    expect(facts.filter(({ kind }) => kind === 'missing')).toEqual([
      { kind: 'missing', account: 'acme', device: 'aaaaaa11', seenAt: at(10), goneAt: at(11) },
    ]);
  });

  it('of a reading that is older than the newest are left out', () => {
    const facts = factsOf([at(11), withGuests(2)], [at(10), withGuests(1)]);
    expect(guests(facts)).toEqual([[at(11), 2]]);
  });

  it('of a device that was registered anew begin anew', () => {
    const again = { Devices: { aaaaaa11: { RegistrationTime: REGISTERED + 86_400 * 10 } } };
    const facts = factsOf([at(10), device], [at(12), again]);
    expect(facts.filter(({ kind }) => kind === 'registered')).toHaveLength(2);
    const sightings = facts.filter((fact) => fact.kind === 'count' && fact.category === 'devices');
    expect(sightings).toMatchObject([{ at: at(10) }, { at: at(12) }]);
  });
});
