import type { Fault } from './fault.ts';
import type { LoggedRequest } from './request-log.ts';
import { type Planned, type PlannedRule, RulePlan } from './rule-plan.ts';

/** A fault and where it strikes. Rules are tried in the order of injection; the first that fits is used. */
export interface FaultRule extends PlannedRule {
  readonly fault: Fault;
}

/** A rule that was injected. */
export type InjectedFault = Planned<FaultRule>;

/** The faults that are still to strike. */
export class FaultPlan {
  readonly #rules: RulePlan<FaultRule>;

  constructor(operations: Iterable<string>) {
    this.#rules = new RulePlan(operations);
  }

  /** @throws InvalidInputError for an unknown operation, a negative count or an impossible status */
  inject(rule: FaultRule): InjectedFault {
    const { fault } = rule;
    const status = fault.kind === 'status' || fault.kind === 'redirect' ? fault.status : undefined;
    const possible = status === undefined || (status >= 200 && status <= 599);
    const message = `${status} is not a final HTTP status`;
    return this.#rules.add('fault', rule, possible ? [] : [{ path: 'fault.status', message }]);
  }

  /** The fault of this request, if a rule fits. It counts as used. */
  take(request: LoggedRequest): Fault | undefined {
    for (const { fault } of this.#rules.take(request)) return fault;
    return undefined;
  }

  clear(): void {
    this.#rules.clear();
  }
}
