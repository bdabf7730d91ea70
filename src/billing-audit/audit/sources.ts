import type { Day } from '../../core/time.ts';
import type { CoverageInput } from '../coverage.ts';
import type { Charge, Fact, PlanLine } from '../records.ts';

/** Civil days in UTC that a source is asked for, both included. */
export interface SourceWindow {
  readonly from: Day;
  readonly to: Day;
}

/** Whatever can be walked through once. */
export type Rows<Row> = AsyncIterable<Row> | Iterable<Row>;

/** Where charges come from: your store, read page by page. */
export interface ChargeSource {
  /**
   * Charges of these days, in ascending order of day and, on one day, of id (in code units). Present rows alone: what
   * a later pull retired counts nowhere (X9). Negative lines may be among them.
   */
  charges(window: SourceWindow): Rows<Charge>;
  /** The negative lines of these days, in any order. */
  credits(window: SourceWindow): Rows<Charge>;
}

/** Where snapshots of what is listed come from. */
export interface PlanSource {
  /** Lines of the snapshots of these days, in ascending order of `observedAt`. */
  lines(window: SourceWindow): Rows<PlanLine>;
}

/** Where facts about devices come from. */
export interface FactSource {
  /** All facts up to the end of that day, in ascending order of their instant; of `goneAt` for missing devices. */
  facts(until: Day): Rows<Fact>;
}

/** Everything an audit reads. */
export interface AuditSources {
  readonly charges: ChargeSource;
  readonly plans: PlanSource;
  readonly facts: FactSource;
  /** What tells how complete all that is; it ends up in the totals. */
  readonly coverage?: CoverageInput | undefined;
}
