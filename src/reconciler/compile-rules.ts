import { type AmountInput, parseAmount, readAmount } from '../core/amount.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { Exact } from './exact.ts';
import type { CategoryRule, Tolerance } from './rules.ts';

const HOUR_MS = 3_600_000;

/** A rule with its numbers read and its defaults filled in. */
export interface CompiledRule {
  readonly id: string;
  readonly label: string;
  readonly compare: 'quantity' | 'presence';
  readonly tolerance: CompiledTolerance;
  readonly unitPrice: Exact | null;
  readonly maxAgeMs: number | null;
  readonly informational: CompiledInformational | null;
}

/** A tolerance with its numbers read. */
export interface CompiledTolerance {
  readonly absolute: Exact;
  readonly percent: Exact | null;
  readonly mode: 'any' | 'all';
}

interface CompiledInformational {
  readonly excludeFromTotal: boolean;
  readonly finding: 'UNMAPPED_BOOSTER' | 'UNKNOWN_PORTAL_TYPE' | null;
}

/** Reads the rules. @throws InvalidInputError with every issue of every rule */
export function compileRules(rules: readonly CategoryRule[]): CompiledRule[] {
  const issues: Issue[] = [];
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const path = `rules[${index}]`;
    if (ids.has(rule.id))
      issues.push({ path: `${path}.id`, message: `${JSON.stringify(rule.id)} stands twice` });
    ids.add(rule.id);
    issues.push(...issuesOf(rule, path));
  }
  if (issues.length > 0) throw new InvalidInputError('rules', issues);
  return rules.map(compileRule);
}

/**
 * The rule of a category that rows name and no rule describes: shown, but neither compared nor in the total,
 * so that nothing vanishes and nothing is claimed.
 */
export function ruleOfUnknown(id: string): CompiledRule {
  return compileRule({
    id,
    label: id,
    compare: 'quantity',
    informational: { excludeFromTotal: true, finding: 'UNKNOWN_PORTAL_TYPE' },
  });
}

function issuesOf(rule: CategoryRule, path: string): Issue[] {
  const issues: Issue[] = [];
  const { tolerance, maxAgeHours = null } = rule;
  if (rule.id === '') issues.push({ path: `${path}.id`, message: 'must not be empty' });
  if (rule.compare !== 'quantity' && rule.compare !== 'presence') {
    issues.push({ path: `${path}.compare`, message: 'must be quantity or presence' });
  }
  if (tolerance !== undefined) issues.push(...toleranceIssues(tolerance, `${path}.tolerance`));
  if (rule.unitPrice != null) issues.push(...notNegative(rule.unitPrice, `${path}.unitPrice`));
  if (maxAgeHours !== null && !(maxAgeHours >= 0)) {
    issues.push({ path: `${path}.maxAgeHours`, message: 'must be a number of hours from 0 on' });
  }
  return issues;
}

function toleranceIssues(tolerance: Tolerance, path: string): Issue[] {
  const issues = notNegative(tolerance.absolute, `${path}.absolute`);
  if (tolerance.percent != null) issues.push(...notNegative(tolerance.percent, `${path}.percent`));
  const { mode = 'any' } = tolerance;
  if (mode !== 'any' && mode !== 'all') issues.push({ path: `${path}.mode`, message: 'must be any or all' });
  return issues;
}

function notNegative(input: Tolerance['absolute'], path: string): Issue[] {
  const read = readAmount(input, path);
  if (!('units' in read)) return [read];
  return read.units < 0n ? [{ path, message: 'must not be negative' }] : [];
}

function compileRule(rule: CategoryRule): CompiledRule {
  const { tolerance, unitPrice = null, maxAgeHours = null, informational } = rule;
  const { absolute = 0, percent = null, mode = 'any' } = tolerance ?? {};
  return {
    id: rule.id,
    label: rule.label,
    compare: rule.compare,
    tolerance: {
      absolute: exactOf(absolute),
      percent: percent === null ? null : exactOf(percent),
      mode,
    },
    unitPrice: unitPrice === null ? null : exactOf(unitPrice),
    maxAgeMs: maxAgeHours === null ? null : Math.round(maxAgeHours * HOUR_MS),
    informational:
      informational === undefined
        ? null
        : {
            excludeFromTotal: informational.excludeFromTotal ?? false,
            finding: informational.finding ?? null,
          },
  };
}

function exactOf(input: AmountInput): Exact {
  const { units, scale } = parseAmount(input);
  return new Exact(units, scale);
}
