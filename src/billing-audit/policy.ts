import { InvalidInputError, type Issue } from '../core/errors/input.ts';

/** When charges of a service are close enough together to be daily. */
export interface SpacingRule {
  /** Days before the charge that are looked at; its own day counts besides. */
  readonly lookbackDays: number;
  /** Fewest different days. */
  readonly minDays: number;
  /** Largest mean distance between them, in days. */
  readonly maxMeanGap: number;
  /** Look at the service's own charges alone; false takes all of its device. */
  readonly sameServiceOnly: boolean;
}

/** The rules of an audit that one could argue about. Source: billing-audit design 5. */
export interface AuditPolicy {
  /** Cycle of a service whose plan lines name none, and of one that was never listed. */
  readonly defaultCycleDays: number;
  /** A plan line at most so far from noon (UTC) of the charge's day is near it. Inclusive. */
  readonly anchorWindowHours: number;
  /** Without a known due day, charges are due on the registration's day, plus so many days, plus whole cycles. */
  readonly registrationLagDays: number;
  /** Added to the length of a cycle. 1 follows an older module whose periods were a day too long. */
  readonly strideExtraDays: number;
  /** Which end of a stop's window to claim from. The latest is the fair one. */
  readonly stopEnd: 'latest' | 'earliest';
  /** Whether a charge on billed-through itself is acceptable. */
  readonly dueDayCharge: 'allow' | 'claim';
  readonly spacing: SpacingRule;
  /** A charge that comes so many days before its cycle is over is still a renewal. */
  readonly repeatToleranceDays: number;
  /** Categories of which each unit is a line of its own: several lines a day are right. */
  readonly perUnit: readonly string[];
  /** Categories whose counts can prove that a service ended. */
  readonly countable: readonly string[];
  /** Categories that have no device; their lines cannot be judged by one. */
  readonly deviceless: readonly string[];
  /** Credits, facts and plan lines are read so many days past the window, plan lines also before it. */
  readonly creditHorizonDays: number;
  /** A charge posted more days than this after its day is late. */
  readonly lateAfterDays: number;
  /** Charges are read from so many days before the window, to see which of its first charges repeat one. */
  readonly runInDays: number;
}

/** What a caller passes to change some of the rules. */
export type AuditPolicyInput = Partial<Omit<AuditPolicy, 'spacing'>> & {
  readonly spacing?: Partial<SpacingRule> | undefined;
};

/**
 * The default rules, frozen. They name no category: what is charged by unit, can be counted or has no device is
 * knowledge of the provider's products, so spread a vendor's preset (`cometAuditPolicy`) or your own lists.
 */
export const defaultAuditPolicy: AuditPolicy = /* @__PURE__ */ Object.freeze({
  defaultCycleDays: 30,
  anchorWindowHours: 48,
  registrationLagDays: 1,
  strideExtraDays: 0,
  stopEnd: 'latest',
  dueDayCharge: 'allow',
  spacing: /* @__PURE__ */ Object.freeze({
    lookbackDays: 14,
    minDays: 3,
    maxMeanGap: 2,
    sameServiceOnly: true,
  }),
  repeatToleranceDays: 1,
  perUnit: /* @__PURE__ */ Object.freeze([]),
  countable: /* @__PURE__ */ Object.freeze([]),
  deviceless: /* @__PURE__ */ Object.freeze([]),
  creditHorizonDays: 90,
  lateAfterDays: 7,
  runInDays: 30,
});

const WHOLE = [
  'defaultCycleDays',
  'registrationLagDays',
  'strideExtraDays',
  'repeatToleranceDays',
  'creditHorizonDays',
  'lateAfterDays',
  'runInDays',
] as const;

/** The whole policy. @throws InvalidInputError with every rule that makes no sense */
export function completePolicy(input: AuditPolicyInput = {}): AuditPolicy {
  const spacing = { ...defaultAuditPolicy.spacing, ...input.spacing };
  const policy: AuditPolicy = { ...defaultAuditPolicy, ...input, spacing };
  const issues = [...wholeIssues(policy), ...choiceIssues(policy), ...spacingIssues(spacing)];
  if (!(policy.anchorWindowHours >= 0)) {
    issues.push({ path: 'anchorWindowHours', message: 'must be a number of hours from 0 on' });
  }
  if (issues.length > 0) throw new InvalidInputError('audit policy', issues);
  return policy;
}

function wholeIssues(policy: AuditPolicy): Issue[] {
  return WHOLE.flatMap((path) => {
    const least = path === 'defaultCycleDays' ? 1 : 0;
    const isWhole = Number.isSafeInteger(policy[path]) && policy[path] >= least;
    return isWhole ? [] : [{ path, message: `must be a whole number of days from ${least} on` }];
  });
}

function choiceIssues({ stopEnd, dueDayCharge }: AuditPolicy): Issue[] {
  const issues: Issue[] = [];
  if (stopEnd !== 'latest' && stopEnd !== 'earliest') {
    issues.push({ path: 'stopEnd', message: 'must be latest or earliest' });
  }
  if (dueDayCharge !== 'allow' && dueDayCharge !== 'claim') {
    issues.push({ path: 'dueDayCharge', message: 'must be allow or claim' });
  }
  return issues;
}

function spacingIssues({ lookbackDays, minDays, maxMeanGap }: SpacingRule): Issue[] {
  const issues: Issue[] = [];
  if (!(Number.isSafeInteger(lookbackDays) && lookbackDays >= 1)) {
    issues.push({ path: 'spacing.lookbackDays', message: 'must be a whole number of days from 1 on' });
  }
  if (!(Number.isSafeInteger(minDays) && minDays >= 2)) {
    issues.push({ path: 'spacing.minDays', message: 'must be a whole number of days from 2 on' });
  }
  if (!(maxMeanGap >= 1)) issues.push({ path: 'spacing.maxMeanGap', message: 'must be 1 or more' });
  return issues;
}
