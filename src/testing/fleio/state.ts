import type {
  FleioClientRow,
  FleioCreditEntry,
  FleioPeriodRow,
  FleioProductRow,
  FleioServiceRow,
  FleioUserRow,
} from './entities.ts';

/** Everything that a fake Fleio holds, by id and in order of creation. */
export class FleioState {
  /** Staff tokens that are good. */
  readonly tokens = new Set<string>();
  /** Units of a currency per one of the default currency, by ISO code: exact decimals. */
  readonly currencies = new Map<string, string>();
  readonly groups = new Set<string>();
  readonly configurations = new Set<string>();
  readonly products = new Map<number, FleioProductRow>();
  readonly clients = new Map<number, FleioClientRow>();
  readonly users = new Map<number, FleioUserRow>();
  readonly services = new Map<number, FleioServiceRow>();
  readonly periods = new Map<number, FleioPeriodRow>();
  /** Changes of credit, in their order. */
  readonly journal: FleioCreditEntry[] = [];
}
