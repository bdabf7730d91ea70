/** How far a client's credit may fall, in the client's currency, normally zero or less; null: no limit is known. */
export interface FleioLimits {
  withoutAgreement: string | null;
  withAgreement: string | null;
}

/** A client. Its balance is not here: it follows from the credit and the usage (`fake.uptodateCredit`). */
export interface FleioClientRow {
  readonly id: number;
  /** `active`, `suspended`, `inactive` (contract 5.8). */
  status: string;
  external_billing_id: string | null;
  first_name: string;
  last_name: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  state: string;
  country: string;
  zip_code: string;
  phone: string;
  fax: string;
  email: string;
  /** ISO 4217 code. */
  currency: string;
  /** Exact decimal in the client's currency, before the usage that is not settled. */
  credit: string;
  limits: FleioLimits;
  has_billing_agreement: boolean;
  /** Exact decimal up to which automatic top-up fills the balance; null: the client has none. */
  auto_top_up: string | null;
  /** Name of a configuration; null: the default one. */
  configuration: string | null;
  /** Names of groups. */
  groups: string[];
}

/** An end user. `clients` are ids. */
export interface FleioUserRow {
  readonly id: number;
  username: string;
  email: string;
  email_verified: boolean;
  first_name: string;
  last_name: string;
  is_active: boolean;
  external_billing_id: string | null;
  clients: number[];
}

/** A service. `client` and `product` are ids. */
export interface FleioServiceRow {
  readonly id: number;
  client: number;
  product: number;
  /** `active`, `suspended`, `terminated`, `pending`, `canceled`, `fraud`, `archived` (contract 6.6). */
  status: string;
  external_billing_id: string | null;
  /** Whether it was suspended together with its client, and so resumes with it. */
  suspended_with_client: boolean;
  /** Exact decimal: usage of the cycle that runs, in the client's currency. */
  usage: string;
  /** Start of the first cycle: an instant in UTC. Cycles last a month. */
  first_cycle_at: Date;
  /** Cycles that have ended since. */
  ended_cycles: number;
}

/** A billing cycle that has ended. `service` is an id. */
export interface FleioPeriodRow {
  readonly id: number;
  readonly service: number;
  readonly started_at: Date;
  readonly ended_at: Date;
  /** Exact decimal in the client's currency. */
  price: string;
  /** `invoiced`: a claim handed it out. `paid`: its price was taken from the credit. */
  status: 'unsettled' | 'invoiced' | 'paid';
}

/** A product. Only those of type `openstack` can be ordered. */
export interface FleioProductRow {
  readonly id: number;
  name: string;
  product_type: string;
  cycles: { readonly id: number }[];
}

/** A change of a client's credit, as the journal keeps it. `client` is an id. */
export interface FleioCreditEntry {
  readonly at: Date;
  readonly client: number;
  /** Exact positive decimal. */
  readonly amount: string;
  readonly currency: string;
  readonly add_credit: boolean;
  readonly external_source: boolean;
  readonly external_source_key: string | null;
}
