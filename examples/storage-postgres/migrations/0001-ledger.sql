-- The credit ledger. Amounts are NUMERIC without a scale: exact, and they come back with the digits they were
-- written with. Instants, days and keys are text that sorts as bytes, which is what COLLATE "C" means.
-- There are no foreign keys, no sequences and no triggers; every row belongs to one account.

CREATE TABLE ledger_heads (
  account TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL CHECK (version > 0),
  next_seq BIGINT NOT NULL CHECK (next_seq > 0),
  head JSONB NOT NULL CHECK ((head ->> 'debt')::NUMERIC >= 0)
);

CREATE TABLE ledger_entries (
  account TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  type TEXT NOT NULL,
  amount NUMERIC NOT NULL,
  origin TEXT NOT NULL,
  lot_id TEXT COLLATE "C",
  kind TEXT,
  usage_id TEXT COLLATE "C",
  effective_at TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  command_key TEXT COLLATE "C" NOT NULL,
  reverses_seq BIGINT,
  reason TEXT,
  terms JSONB,
  PRIMARY KEY (account, seq),
  CHECK (amount >= 0 OR type = 'lot.expired')
);
CREATE INDEX ledger_entries_by_day ON ledger_entries (account, day, seq);
CREATE INDEX ledger_entries_of_lot ON ledger_entries (account, lot_id, seq);
CREATE INDEX ledger_entries_of_usage ON ledger_entries (account, usage_id, seq);

CREATE TABLE ledger_lots (
  account TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  origin_type TEXT NOT NULL,
  origin_id TEXT COLLATE "C" NOT NULL,
  effective_at TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  expires_at TEXT COLLATE "C",
  priority BIGINT NOT NULL,
  scope JSONB,
  group_seq BIGINT NOT NULL,
  order_key TEXT COLLATE "C" NOT NULL,
  label TEXT,
  original NUMERIC NOT NULL,
  remaining NUMERIC NOT NULL,
  held NUMERIC NOT NULL,
  consumed NUMERIC NOT NULL CHECK (consumed >= 0),
  refunded NUMERIC NOT NULL CHECK (refunded >= 0),
  voided NUMERIC NOT NULL CHECK (voided >= 0),
  expired NUMERIC NOT NULL CHECK (expired >= 0),
  voided_at TEXT COLLATE "C",
  refund_debited NUMERIC NOT NULL CHECK (refund_debited >= 0),
  late_expiry JSONB NOT NULL,
  created_at TEXT COLLATE "C" NOT NULL,
  row_version BIGINT NOT NULL,
  is_open BOOLEAN NOT NULL GENERATED ALWAYS AS (remaining > held) STORED,
  PRIMARY KEY (account, id),
  CONSTRAINT never_overspent CHECK (0 <= held AND held <= remaining AND remaining <= original),
  CONSTRAINT parts_are_the_whole CHECK (original = remaining + consumed + refunded + voided + expired)
);
CREATE UNIQUE INDEX ledger_lots_in_order ON ledger_lots (account, order_key);
CREATE INDEX ledger_open_lots ON ledger_lots (account, is_open, order_key);
CREATE INDEX ledger_later_lots ON ledger_lots (account, is_open, effective_at, order_key);
CREATE INDEX ledger_expiring_lots ON ledger_lots (account, is_open, expires_at, order_key);

CREATE TABLE ledger_usages (
  account TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  origin TEXT NOT NULL,
  occurred_at TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  amount NUMERIC NOT NULL,
  requested NUMERIC NOT NULL,
  slices JSONB NOT NULL,
  paid NUMERIC NOT NULL,
  shortfall NUMERIC NOT NULL CHECK (shortfall >= 0),
  reversed NUMERIC NOT NULL CHECK (reversed >= 0),
  scope TEXT,
  state TEXT NOT NULL,
  first_seen_at TEXT COLLATE "C",
  last_seen_at TEXT COLLATE "C",
  row_version BIGINT NOT NULL,
  is_owed BOOLEAN NOT NULL GENERATED ALWAYS AS (shortfall > 0) STORED,
  PRIMARY KEY (account, id),
  CONSTRAINT parts_are_the_whole CHECK (
    amount = paid + shortfall + reversed
    OR (shortfall = 0 AND state IN ('before_opening', 'credit', 'reversal'))
  )
);
CREATE INDEX ledger_usages_in_time ON ledger_usages (account, occurred_at, seq);
CREATE INDEX ledger_debts ON ledger_usages (account, is_owed, occurred_at, seq);

CREATE TABLE ledger_holds (
  account TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  occurred_at TEXT COLLATE "C" NOT NULL,
  day TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  amount NUMERIC NOT NULL CHECK (amount >= 0),
  slices JSONB NOT NULL,
  expires_at TEXT COLLATE "C",
  scope TEXT,
  state TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  PRIMARY KEY (account, id)
);
CREATE INDEX ledger_open_holds ON ledger_holds (account, state, expires_at, id);

CREATE TABLE ledger_periods (
  account TEXT COLLATE "C" NOT NULL,
  period TEXT COLLATE "C" NOT NULL,
  figures JSONB NOT NULL,
  row_version BIGINT NOT NULL,
  PRIMARY KEY (account, period)
);

CREATE TABLE ledger_commands (
  account TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  request TEXT NOT NULL,
  result JSONB NOT NULL,
  recorded_at TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (account, key)
);

-- One row per account that somebody wants for himself for a while; see account-lock.ts.
CREATE TABLE ledger_locks (account TEXT COLLATE "C" PRIMARY KEY);
