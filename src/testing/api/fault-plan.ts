import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { Fault } from './fault.ts';
import type { LoggedRequest } from './request-log.ts';

/** Which requests a fault strikes: an operation's name, a path (with its leading slash), or a test of one's own. */
export type FaultTarget = string | ((request: LoggedRequest) => boolean);

/** A fault and where it strikes. Rules are tried in the order of injection; the first that fits is used. */
export interface FaultRule {
  /** Every request, if left out. */
  readonly on?: FaultTarget;
  /** Matching requests that pass first. Default 0. */
  readonly skip?: number;
  /** How many requests it strikes. Default 1; `Infinity` for all. */
  readonly times?: number;
  readonly fault: Fault;
}

/** A rule that was injected. */
export interface InjectedFault {
  readonly rule: FaultRule;
  /** Requests struck so far. */
  readonly used: number;
  /** Takes the rule back. */
  remove(): void;
}

interface Entry {
  readonly rule: FaultRule;
  used: number;
  passed: number;
}

/** The faults that are still to strike. */
export class FaultPlan {
  readonly #operations: ReadonlySet<string>;
  readonly #entries = new Set<Entry>();

  constructor(operations: Iterable<string>) {
    this.#operations = new Set(operations);
  }

  /** @throws InvalidInputError for an unknown operation, a negative count or an impossible status */
  inject(rule: FaultRule): InjectedFault {
    const issues = [...this.#issuesOf(rule)];
    if (issues.length > 0) throw new InvalidInputError('fault', issues);
    const entry: Entry = { rule, used: 0, passed: 0 };
    this.#entries.add(entry);
    return {
      rule,
      get used() {
        return entry.used;
      },
      remove: () => {
        this.#entries.delete(entry);
      },
    };
  }

  /** The fault of this request, if a rule fits. It counts as used. */
  take(request: LoggedRequest): Fault | undefined {
    for (const entry of this.#entries) {
      if (entry.used >= (entry.rule.times ?? 1) || !fits(entry.rule.on, request)) continue;
      entry.passed += 1;
      if (entry.passed <= (entry.rule.skip ?? 0)) continue;
      entry.used += 1;
      return entry.rule.fault;
    }
    return undefined;
  }

  clear(): void {
    this.#entries.clear();
  }

  *#issuesOf({ on, times = 1, skip = 0, fault }: FaultRule): Iterable<Issue> {
    if (typeof on === 'string' && !on.startsWith('/') && !this.#operations.has(on)) {
      yield { path: 'on', message: `${on} is no operation of this fake; a path starts with a slash` };
    }
    if (!isCount(times) && times !== Number.POSITIVE_INFINITY) {
      yield { path: 'times', message: 'must be a whole number of requests, or Infinity' };
    }
    if (!isCount(skip)) yield { path: 'skip', message: 'must be a whole number of requests' };
    const status = fault.kind === 'status' || fault.kind === 'redirect' ? fault.status : undefined;
    if (status !== undefined && !(status >= 200 && status <= 599)) {
      yield { path: 'fault.status', message: `${status} is not a final HTTP status` };
    }
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function fits(on: FaultTarget | undefined, request: LoggedRequest): boolean {
  if (on === undefined) return true;
  if (typeof on === 'function') return on(request);
  return on.startsWith('/') ? on === request.path : on === request.operation;
}
