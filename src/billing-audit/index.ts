/**
 * Whether each single charge was right: when a service ended, until when it was paid for, what was charged past
 * that, twice, or given back; and the cases to put before the provider.
 *
 * @module reseller-sdk/billing-audit
 */
export { type AuditOptions, auditCharges } from './audit/audit-charges.ts';
export { auditSnapshot } from './audit/audit-snapshot.ts';
export { type AuditLists, inMemorySources } from './audit/in-memory-sources.ts';
export {
  type AuditResult,
  collectAudit,
  type FindingSink,
  type RunAuditOptions,
  runAudit,
} from './audit/run-audit.ts';
export type {
  AuditSources,
  ChargeSource,
  FactSource,
  PlanSource,
  Rows,
  SourceWindow,
} from './audit/sources.ts';
export { type CaseDay, type CaseRow, type ClaimCase, caseRows, groupCases } from './cases.ts';
export { type Code, type CodeDetails, type CodeName, codeOf } from './codes.ts';
export {
  comparePeriods,
  type ItemComparison,
  type PeriodComparison,
  type PeriodFigures,
  type PeriodTotals,
} from './compare/compare-periods.ts';
export type { DeltaSplit } from './compare/delta.ts';
export {
  type FirstBilled,
  type FirstBilledOptions,
  firstBilled,
  type NewItem,
} from './compare/first-billed.ts';
export { lastFullMonths } from './compare/full-months.ts';
export type { ItemKey } from './compare/item-key.ts';
export {
  type ListedService,
  type ListedState,
  listedVersusCharged,
} from './compare/listed-versus-charged.ts';
export { type Coverage, type CoverageGap, type CoverageInput, coverageOf } from './coverage.ts';
export { CreditPool, type Payment } from './credits.ts';
export { type Repeat, type RepeatContext, RepeatWatch } from './duplicates.ts';
export {
  type Finding,
  type Grade,
  type Life,
  type Links,
  type Rhythm,
  type Stop,
  type StopSource,
  VERDICTS,
  type Verdict,
} from './finding.ts';
export { type Grader, grade, type LateVerdict } from './grade.ts';
export type { AuditEvidence } from './judge/evidence.ts';
export { type JudgeContext, judge } from './judge/judge.ts';
export { type FoldLivesOptions, foldLives } from './lifecycle/fold-lives.ts';
export type { LifeBook } from './lifecycle/life-book.ts';
export { billedThrough, nextLatticeDay } from './period.ts';
export { type AuditPolicy, type AuditPolicyInput, defaultAuditPolicy, type SpacingRule } from './policy.ts';
export type {
  AccountEndFact,
  ActiveFact,
  AuditWindow,
  Charge,
  CountFact,
  Fact,
  MissingFact,
  PlanLine,
  RegisteredFact,
  RevokedFact,
  Service,
} from './records.ts';
export { foldRhythm } from './rhythm/fold-rhythm.ts';
export type { RhythmBook } from './rhythm/rhythm-book.ts';
export { observeDaily } from './rhythm/spacing.ts';
export { type ServiceKey, serviceKey } from './service.ts';
export type { AuditTotals, Sum, VerdictSums } from './totals.ts';
export { lastDays } from './window.ts';
