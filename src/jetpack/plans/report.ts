import type { JetpackFailure } from '../lifecycle/failure.ts';
import type { PlanStatus } from './record.ts';

/** What a re-check found of a service. It holds no secret; `get` gives the record. */
export interface PlanCheck {
  readonly serviceKey: string;
  readonly from: PlanStatus;
  /** The same, where nothing changed or the check failed. */
  readonly to: PlanStatus;
  /** Why the plan is not there yet, or why the check failed. Code `unknown_status`: it was left to a newer version. */
  readonly failure: JetpackFailure | null;
}
