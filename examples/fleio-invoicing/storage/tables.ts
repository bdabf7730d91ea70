/** What belongs to the billing system: who the clients are, what they have, what they were asked for. */
const BILLING = `
  CREATE TABLE IF NOT EXISTS clients (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    has_agreement INTEGER CHECK (has_agreement IN (0, 1))
  ) STRICT;

  CREATE TABLE IF NOT EXISTS services (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES clients (id),
    status TEXT NOT NULL,
    payment_method TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS services_of_client ON services (client_id);

  CREATE TABLE IF NOT EXISTS invoices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id TEXT NOT NULL REFERENCES clients (id),
    status TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    currency TEXT NOT NULL,
    payment_method TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS open_invoices ON invoices (status, id);

  CREATE TABLE IF NOT EXISTS invoice_lines (
    invoice_id INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    service_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('service', 'promo', 'other')),
    amount TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS lines_of_invoice ON invoice_lines (invoice_id);
  CREATE INDEX IF NOT EXISTS lines_of_service ON invoice_lines (service_id, kind);

  -- A key outlives its invoice, so it does not refer to it.
  CREATE TABLE IF NOT EXISTS invoice_keys (
    key TEXT NOT NULL PRIMARY KEY,
    invoice_id INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS rates (
    currency TEXT NOT NULL PRIMARY KEY,
    units TEXT NOT NULL
  ) STRICT;
`;

/** What the runs keep between them. */
const RUNS = `
  CREATE TABLE IF NOT EXISTS locks (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    held_until INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS days (
    service_id TEXT NOT NULL,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'issued', 'released')),
    invoice_id TEXT,
    PRIMARY KEY (service_id, day, seq)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS claimed_days ON days (service_id) WHERE state = 'claimed';

  CREATE TABLE IF NOT EXISTS claims (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    day TEXT NOT NULL,
    run_id TEXT NOT NULL,
    periods TEXT CHECK (json_valid(periods)),
    issue TEXT CHECK (json_valid(issue)),
    outcome TEXT CHECK (outcome IN ('invoiced', 'reset', 'failed', 'lost'))
  ) STRICT;
  CREATE INDEX IF NOT EXISTS open_claims ON claims (id) WHERE outcome IS NULL;

  CREATE TABLE IF NOT EXISTS settled_months (
    service_id TEXT NOT NULL PRIMARY KEY,
    month TEXT NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS charges (
    invoice_id TEXT NOT NULL PRIMARY KEY,
    last_attempt_at TEXT NOT NULL,
    failed_attempts INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS dropped_agreements (
    client_id TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    PRIMARY KEY (client_id, invoice_id)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS credit_outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    invoice_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    direction TEXT NOT NULL,
    row TEXT NOT NULL CHECK (json_valid(row)),
    version INTEGER NOT NULL AS (row ->> 'version'),
    state TEXT NOT NULL AS (row ->> 'state'),
    UNIQUE (invoice_id, service_id, direction)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS open_credit ON credit_outbox (position) WHERE state <> 'done';
`;

/** Every table of the example. */
export const TABLES = BILLING + RUNS;
