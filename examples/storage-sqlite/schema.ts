import type { DatabaseSync } from 'node:sqlite';
import { ConfigError } from 'reseller-sdk';
import { transaction } from './database.ts';

/** More digits than a sum of amounts has before the point. */
const DIGITS = 60;

/** A plain decimal of the row, not negative, in a form whose text order is the order of the numbers. */
function sortable(member: string): string {
  const amount = `((row ->> '${member}') || '.')`;
  const whole = `substr(${amount}, 1, instr(${amount}, '.') - 1)`;
  const fraction = `substr(${amount}, instr(${amount}, '.') + 1)`;
  return `substr('${'0'.repeat(DIGITS)}' || ${whole}, -${DIGITS}) || '.' || ${fraction}`;
}

function notNegative(...members: readonly string[]): string {
  return members.map((member) => `row ->> '${member}' NOT LIKE '-%'`).join(' AND ');
}

const INITIAL = `
  CREATE TABLE ledger_heads (
    account TEXT NOT NULL PRIMARY KEY,
    row TEXT NOT NULL CHECK (json_valid(row)),
    version INTEGER NOT NULL AS (row ->> 'version'),
    next_seq INTEGER NOT NULL AS (row ->> 'nextSeq'),
    CHECK (${notNegative('debt')})
  ) STRICT;

  CREATE TABLE ledger_entries (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    seq INTEGER NOT NULL AS (row ->> 'seq'),
    day TEXT NOT NULL AS (row ->> 'day'),
    lot_id TEXT AS (row ->> 'lotId'),
    usage_id TEXT AS (row ->> 'usageId'),
    CHECK (row ->> 'type' = 'lot.expired' OR ${notNegative('amount')})
  ) STRICT;
  CREATE UNIQUE INDEX ledger_entries_in_order ON ledger_entries (account, seq);
  CREATE INDEX ledger_entries_by_day ON ledger_entries (account, day, seq);
  CREATE INDEX ledger_entries_of_lot ON ledger_entries (account, lot_id, seq) WHERE lot_id IS NOT NULL;
  CREATE INDEX ledger_entries_of_usage ON ledger_entries (account, usage_id, seq) WHERE usage_id IS NOT NULL;

  CREATE TABLE ledger_lots (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    id TEXT NOT NULL AS (row ->> 'id'),
    order_key TEXT NOT NULL AS (row ->> 'orderKey'),
    effective_at TEXT NOT NULL AS (row ->> 'effectiveAt'),
    expires_at TEXT AS (row ->> 'expiresAt'),
    open INTEGER NOT NULL AS (row ->> 'remaining' <> row ->> 'held'),
    expired INTEGER NOT NULL AS (row ->> 'expired' <> '0'),
    row_version INTEGER NOT NULL AS (row ->> 'rowVersion'),
    CHECK (${notNegative('held', 'remaining', 'original', 'consumed', 'refunded', 'voided', 'expired')}),
    CHECK (${sortable('held')} <= ${sortable('remaining')}),
    CHECK (${sortable('remaining')} <= ${sortable('original')})
  ) STRICT;
  CREATE UNIQUE INDEX ledger_lots_by_id ON ledger_lots (account, id);
  CREATE UNIQUE INDEX ledger_lots_in_order ON ledger_lots (account, order_key);
  CREATE INDEX ledger_open_lots ON ledger_lots (account, order_key) WHERE open = 1;
  CREATE INDEX ledger_later_lots ON ledger_lots (account, effective_at, order_key) WHERE open = 1;
  CREATE INDEX ledger_expiring_lots ON ledger_lots (account, expires_at, order_key) WHERE open = 1;

  CREATE TABLE ledger_usages (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    id TEXT NOT NULL AS (row ->> 'id'),
    occurred_at TEXT NOT NULL AS (row ->> 'occurredAt'),
    seq INTEGER NOT NULL AS (row ->> 'seq'),
    owed INTEGER NOT NULL AS (row ->> 'shortfall' <> '0'),
    row_version INTEGER NOT NULL AS (row ->> 'rowVersion'),
    CHECK (${notNegative('shortfall', 'reversed')})
  ) STRICT;
  CREATE UNIQUE INDEX ledger_usages_by_id ON ledger_usages (account, id);
  CREATE INDEX ledger_usages_in_time ON ledger_usages (account, occurred_at, seq);
  CREATE INDEX ledger_debts ON ledger_usages (account, occurred_at, seq) WHERE owed = 1;

  CREATE TABLE ledger_holds (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    id TEXT NOT NULL AS (row ->> 'id'),
    times_out TEXT NOT NULL AS (coalesce(row ->> 'expiresAt', '~')),
    open INTEGER NOT NULL AS (row ->> 'state' = 'open'),
    row_version INTEGER NOT NULL AS (row ->> 'rowVersion')
  ) STRICT;
  CREATE UNIQUE INDEX ledger_holds_by_id ON ledger_holds (account, id);
  CREATE INDEX ledger_open_holds ON ledger_holds (account, times_out, id) WHERE open = 1;

  CREATE TABLE ledger_periods (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    period TEXT NOT NULL AS (row ->> 'period'),
    row_version INTEGER NOT NULL AS (row ->> 'rowVersion')
  ) STRICT;
  CREATE UNIQUE INDEX ledger_periods_by_key ON ledger_periods (account, period);

  CREATE TABLE ledger_commands (
    account TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    key TEXT NOT NULL AS (row ->> 'key')
  ) STRICT;
  CREATE UNIQUE INDEX ledger_commands_by_key ON ledger_commands (account, key);
`;

/** What leads from each version of the tables to the next. Versions are added, never changed. */
const VERSIONS: readonly string[] = [INITIAL];

/**
 * Brings the ledger's tables to the version of this program. The versions have a table of their own, so that the
 * file may hold other tables too.
 *
 * @throws ConfigError when a newer program has changed the tables already
 */
export function migrate(database: DatabaseSync): void {
  database.exec('CREATE TABLE IF NOT EXISTS ledger_schema (version INTEGER PRIMARY KEY) STRICT');
  // Who just looks must not wait for a writer.
  if (versionOf(database) === VERSIONS.length) return;
  transaction(database, () => {
    const version = versionOf(database);
    if (version > VERSIONS.length) {
      throw new ConfigError(`The ledger's tables have version ${version}; update this program to use them`);
    }
    for (const [index, sql] of VERSIONS.entries()) {
      if (index < version) continue;
      database.exec(sql);
      database.prepare('INSERT INTO ledger_schema VALUES (?)').run(index + 1);
    }
  });
}

function versionOf(database: DatabaseSync): number {
  const found = database.prepare('SELECT max(version) AS version FROM ledger_schema').get();
  return Number(found?.['version'] ?? 0);
}
