import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { licenseRepositoryCases, planRepositoryCases } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../examples/jetpack-plan/storage/database.ts';
import { SqliteLicenseRepository } from '../../../examples/jetpack-plan/storage/license-repository.ts';
import { SqlitePlanRepository } from '../../../examples/jetpack-plan/storage/plan-repository.ts';

/** An empty file, and a repository on each connection to it. */
function open<Repository>(repositoryOn: (database: DatabaseSync) => Repository) {
  const folder = mkdtempSync(join(tmpdir(), 'jetpack-plan-storage-'));
  const connections: DatabaseSync[] = [];
  const connect = (): Repository => {
    const connection = openDatabase(join(folder, 'shop.sqlite'));
    connections.push(connection);
    return repositoryOn(connection);
  };
  const close = (): void => {
    for (const connection of connections) connection.close();
    rmSync(folder, { recursive: true });
  };
  return { folder, repository: connect(), connect, close };
}

describe('the storage of the shop keeps the rules of', () => {
  describe('plans', () => {
    const cases = planRepositoryCases(() => open((database) => new SqlitePlanRepository(database)));
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });

  describe('licenses', () => {
    const cases = licenseRepositoryCases(() => open((database) => new SqliteLicenseRepository(database)));
    for (const { name, run } of cases) it(name, { timeout: 60_000 }, run);
  });
});

describe('the file', () => {
  it('is readable by its owner alone, with all that SQLite puts beside it', () => {
    const { folder, close } = open((database) => new SqlitePlanRepository(database));
    const files = readdirSync(folder);
    expect(files).toContain('shop.sqlite-wal');
    for (const file of files) expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0);
    close();
  });

  it('of another program is refused, and stays as it is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jetpack-plan-other-'));
    const file = join(folder, 'other.sqlite');
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE plans (name TEXT)');
    expect(() => openDatabase(file)).toThrow(/other\.sqlite cannot be used: it belongs to another program/);
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    other.close();
    rmSync(folder, { recursive: true });
  });
});
