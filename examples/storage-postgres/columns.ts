/** How a member of a row stands in its table: read as `AS "member"`, written from `item`, the row as JSON. */
interface Column {
  readonly name: string;
  readonly read: string;
  readonly write: string;
}

/** A table whose rows the ledger writes. */
export interface Table {
  readonly name: string;
  /** What follows SELECT to get rows as the ledger knows them. */
  readonly rows: string;
  /** Inserts or replaces the rows of the JSON list `list`; returns one row for each that was written. */
  readonly write: (list: string) => string;
}

const member = (column: string): string =>
  column.replaceAll(/_(.)/g, (_match, letter: string) => letter.toUpperCase());

const column = (name: string, write: string): Column => ({
  name,
  read: `${name} AS "${member(name)}"`,
  write,
});
const text = (name: string): Column => column(name, `item ->> '${member(name)}'`);
const amount = (name: string): Column => column(name, `(item ->> '${member(name)}')::NUMERIC`);
const whole = (name: string): Column => column(name, `(item ->> '${member(name)}')::BIGINT`);
const json = (name: string): Column => column(name, `NULLIF(item -> '${member(name)}', 'null')`);

/** Rows that are only ever added. */
function journal(name: string, columns: readonly Column[]): Table {
  return { name, rows: selectList(columns), write: (list) => `${insert(name, columns, list)} RETURNING 1` };
}

/**
 * Rows with versions: 1 is new, n replaces n - 1. What does not follow the stored version is left out, and the
 * number of written rows tells.
 */
function versioned(name: string, key: string, columns: readonly Column[]): Table {
  const all = [...columns, whole('row_version')];
  const changed = all.filter((of) => of.name !== key).map((of) => `${of.name} = excluded.${of.name}`);
  const isKnown = `EXISTS (SELECT 1 FROM ${name} AS stored
    WHERE stored.account = $1 AND stored.${key} = item ->> '${member(key)}')`;
  return {
    name,
    rows: selectList(all),
    write: (list) => `${insert(name, all, list)}
      WHERE (item ->> 'rowVersion')::BIGINT = 1 OR ${isKnown}
      ON CONFLICT (account, ${key}) DO UPDATE SET ${changed.join(', ')}
      WHERE ${name}.row_version = excluded.row_version - 1
      RETURNING 1`,
  };
}

function selectList(columns: readonly Column[]): string {
  return columns
    .map(({ read }) => read)
    .filter((read) => read !== '')
    .join(', ');
}

function insert(table: string, columns: readonly Column[], list: string): string {
  return `INSERT INTO ${table} (account, ${columns.map(({ name }) => name).join(', ')})
    SELECT $1, ${columns.map(({ write }) => write).join(', ')} FROM jsonb_array_elements(${list}::JSONB) AS item`;
}

export const ENTRIES = journal('ledger_entries', [
  whole('seq'),
  text('type'),
  amount('amount'),
  text('origin'),
  text('lot_id'),
  text('kind'),
  text('usage_id'),
  text('effective_at'),
  text('day'),
  text('recorded_at'),
  text('command_key'),
  whole('reverses_seq'),
  text('reason'),
  json('terms'),
]);

export const COMMANDS = journal('ledger_commands', [
  text('key'),
  text('request'),
  json('result'),
  text('recorded_at'),
]);

export const LOTS = versioned('ledger_lots', 'id', [
  text('id'),
  text('kind'),
  {
    name: 'origin_type',
    read: `jsonb_build_object('type', origin_type, 'id', origin_id) AS origin`,
    write: `item -> 'origin' ->> 'type'`,
  },
  { name: 'origin_id', read: '', write: `item -> 'origin' ->> 'id'` },
  text('effective_at'),
  text('day'),
  text('expires_at'),
  whole('priority'),
  json('scope'),
  whole('group_seq'),
  text('order_key'),
  text('label'),
  amount('original'),
  amount('remaining'),
  amount('held'),
  amount('consumed'),
  amount('refunded'),
  amount('voided'),
  amount('expired'),
  text('voided_at'),
  amount('refund_debited'),
  json('late_expiry'),
  text('created_at'),
]);

export const USAGES = versioned('ledger_usages', 'id', [
  text('id'),
  text('origin'),
  text('occurred_at'),
  text('day'),
  whole('seq'),
  amount('amount'),
  amount('requested'),
  json('slices'),
  {
    name: 'paid',
    read: '',
    write: `(SELECT COALESCE(SUM((slice ->> 'amount')::NUMERIC), 0)
      FROM jsonb_array_elements(item -> 'slices') AS slice)`,
  },
  amount('shortfall'),
  amount('reversed'),
  text('scope'),
  text('state'),
  text('first_seen_at'),
  text('last_seen_at'),
]);

export const HOLDS = versioned('ledger_holds', 'id', [
  text('id'),
  text('occurred_at'),
  text('day'),
  whole('seq'),
  amount('amount'),
  json('slices'),
  text('expires_at'),
  text('scope'),
  text('state'),
]);

/** Days and months are a cache of the entries: their figures are kept as they are. */
export const PERIODS = versioned('ledger_periods', 'period', [
  text('period'),
  { name: 'figures', read: 'figures', write: 'item' },
]);
