import type { FleioClientRow, FleioProductRow, FleioServiceRow, FleioUserRow } from './entities.ts';

/** A client to seed or add: what is left out is made up. */
export interface FleioSeedClient extends Partial<FleioClientRow> {
  /** Default: one with the external id of the client. Null: none. */
  readonly user?: Partial<FleioUserRow> | null;
  /** Default: one that is active, without an external id. */
  readonly services?: readonly Partial<FleioServiceRow>[];
}

/** What a fake Fleio starts with. */
export interface FleioSeed {
  /** Staff tokens. Default: one, `fake-fleio-token`. */
  readonly tokens?: readonly string[];
  /** Currencies with their rates, units per one of the default currency. Default: USD 1, EUR 0.92, GBP 0.76, JPY 155. */
  readonly currencies?: Readonly<Record<string, string>>;
  /** Names of client groups. Default: `resellers`. */
  readonly groups?: readonly string[];
  /** Names of configurations. Default: `standard`. */
  readonly configurations?: readonly string[];
  /** Default: one of type `openstack`, with one cycle. */
  readonly products?: readonly Partial<FleioProductRow>[];
  /** Default: none. */
  readonly clients?: readonly FleioSeedClient[];
}
