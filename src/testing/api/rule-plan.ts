import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { LoggedRequest } from './request-log.ts';

/** Which requests a rule concerns: an operation's name, a path (with its leading slash), or a test of one's own. */
export type FaultTarget = string | ((request: LoggedRequest) => boolean);

/** The requests that a rule concerns. */
export interface PlannedRule {
  /** Every request, if left out. */
  readonly on?: FaultTarget;
  /** Matching requests that pass first. Default 0. */
  readonly skip?: number;
  /** How many requests it concerns. Default 1; `Infinity` for all. */
  readonly times?: number;
}

/** A rule that was planned. */
export interface Planned<Rule extends PlannedRule> {
  readonly rule: Rule;
  /** Requests that it concerned so far. */
  readonly used: number;
  /** Takes the rule back. */
  remove(): void;
}

interface Entry<Rule> {
  readonly rule: Rule;
  used: number;
  passed: number;
}

/** Rules that are still to be used, in the order in which they were planned. */
export class RulePlan<Rule extends PlannedRule> {
  readonly #operations: ReadonlySet<string>;
  readonly #entries = new Set<Entry<Rule>>();

  constructor(operations: Iterable<string>) {
    this.#operations = new Set(operations);
  }

  /**
   * @param issues what else is wrong with the rule
   * @throws InvalidInputError for an unknown operation, a negative count, or one of the issues
   */
  add(what: string, rule: Rule, issues: readonly Issue[] = []): Planned<Rule> {
    const all = [...this.#issuesOf(rule), ...issues];
    if (all.length > 0) throw new InvalidInputError(what, all);
    const entry: Entry<Rule> = { rule, used: 0, passed: 0 };
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

  /** The rules that concern this request. Each counts as used when it is taken out. */
  *take(request: LoggedRequest): Iterable<Rule> {
    for (const entry of this.#entries) {
      if (entry.used >= (entry.rule.times ?? 1) || !fits(entry.rule.on, request)) continue;
      entry.passed += 1;
      if (entry.passed <= (entry.rule.skip ?? 0)) continue;
      entry.used += 1;
      yield entry.rule;
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  *#issuesOf({ on, times = 1, skip = 0 }: PlannedRule): Iterable<Issue> {
    if (typeof on === 'string' && !on.startsWith('/') && !this.#operations.has(on)) {
      yield { path: 'on', message: `${on} is no operation of this fake; a path starts with a slash` };
    }
    if (!isCount(times) && times !== Number.POSITIVE_INFINITY) {
      yield { path: 'times', message: 'must be a whole number of requests, or Infinity' };
    }
    if (!isCount(skip)) yield { path: 'skip', message: 'must be a whole number of requests' };
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
