import {
  type AuditPolicyInput,
  auditSnapshot,
  billedThrough,
  type Charge,
  CreditPool,
  caseRows,
  collectAudit,
  comparePeriods,
  coverageOf,
  type Fact,
  type Finding,
  firstBilled,
  foldLives,
  foldRhythm,
  grade,
  groupCases,
  inMemorySources,
  judge,
  lastDays,
  lastFullMonths,
  listedVersusCharged,
  nextLatticeDay,
  observeDaily,
  type PlanLine,
  RepeatWatch,
} from 'reseller-sdk/billing-audit';
import { cometAuditPolicy, cometFirstBilled } from 'reseller-sdk/comet/usage';
import * as z from 'zod';
import type { Adapter } from '../runner.ts';

const Account = z.string().nullable().default('acme');
const Text = z.string().nullable().default(null);

const ChargeInput = z.strictObject({
  id: z.string().optional(),
  day: z.string(),
  postedAt: Text,
  account: Account,
  deviceRef: z.string().nullable().default('aaaaaa'),
  category: z.string().default('devices'),
  text: z.string().default('a line'),
  quantity: Text,
  unitPrice: Text,
  amount: z.string().default('2.50'),
  packText: z.string().nullable().default('10,000 Dollars'),
  packDebits: z.array(z.string()).nullable().default(null),
  origin: z.enum(['history', 'projected']).default('history'),
});

const PlanLineInput = z.strictObject({
  observedAt: z.string(),
  account: Account,
  deviceRef: z.string().nullable().default('aaaaaa'),
  category: z.string().default('devices'),
  text: z.string().default('a listed line'),
  cycleDays: z.number().nullable().default(30),
  nextDue: Text,
  quantity: Text,
  unitPrice: Text,
  amount: Text,
});

const OfDevice = { account: z.string().default('acme'), device: z.string().default('aaaaaa1111') };

const FactInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('registered'), ...OfDevice, at: z.string() }),
  z.strictObject({ kind: z.literal('revoked'), ...OfDevice, at: z.string() }),
  z.strictObject({ kind: z.literal('missing'), ...OfDevice, seenAt: z.string(), goneAt: z.string() }),
  z.strictObject({
    kind: z.literal('count'),
    ...OfDevice,
    category: z.string().default('hyperv_vms'),
    at: z.string(),
    count: z.number(),
  }),
  z.strictObject({
    kind: z.literal('active'),
    ...OfDevice,
    at: z.string(),
    category: z.string().nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('accountEnd'), account: OfDevice.account, at: z.string() }),
]);

const PolicyInput = z
  .strictObject({
    defaultCycleDays: z.number(),
    anchorWindowHours: z.number(),
    registrationLagDays: z.number(),
    strideExtraDays: z.number(),
    stopEnd: z.enum(['latest', 'earliest']),
    dueDayCharge: z.enum(['allow', 'claim']),
    spacing: z
      .strictObject({
        lookbackDays: z.number(),
        minDays: z.number(),
        maxMeanGap: z.number(),
        sameServiceOnly: z.boolean(),
      })
      .partial(),
    repeatToleranceDays: z.number(),
    perUnit: z.array(z.string()),
    countable: z.array(z.string()),
    deviceless: z.array(z.string()),
    creditHorizonDays: z.number(),
    lateAfterDays: z.number(),
    runInDays: z.number(),
  })
  .partial()
  .default({});

const ServiceInput = z.strictObject({ ...OfDevice, category: z.string().default('devices') }).prefault({});
const Window = z.strictObject({ from: z.string(), to: z.string() });
const Aliases = z.record(z.string(), z.string()).default({});
const Charges = z.array(ChargeInput).default([]);
const PlanLines = z.array(PlanLineInput).default([]);
const Facts = z.array(FactInput).default([]);

const Coverage = z.strictObject({
  chargeDays: z.array(z.string()).default([]),
  snapshotInstants: z.array(z.string()).default([]),
  purchaseDays: z.array(z.string()).nullable().default(null),
  hasDailyServices: z.boolean().default(false),
  maxSnapshotGapHours: z.number().optional(),
});

function policyOf(given: z.output<typeof PolicyInput>): AuditPolicyInput {
  const { spacing, ...rest } = given;
  const own = Object.fromEntries(Object.entries(rest).filter(([, rule]) => rule !== undefined));
  const rules = Object.fromEntries(Object.entries(spacing ?? {}).filter(([, rule]) => rule !== undefined));
  return { ...cometAuditPolicy, ...own, spacing: rules };
}

function chargesOf(rows: readonly z.output<typeof ChargeInput>[], prefix = 'c'): Charge[] {
  return rows.map((row, index) => ({
    ...row,
    id: row.id ?? `${prefix}${String(index + 1).padStart(3, '0')}`,
  }));
}

/** The reasons of a finding as an object by name, so that a case can name those it is about. */
function byName({ charge: _charge, codes, ...finding }: Finding): unknown {
  return { ...finding, codes: Object.fromEntries(codes.map(({ code, ...details }) => [code, details])) };
}

const PeriodInput = z.strictObject({
  stop: z.string(),
  from: Text,
  cycleDays: z.number().default(30),
  anchor: Text,
  policy: PolicyInput,
});

function runPeriod(input: unknown): unknown {
  const { stop, from, cycleDays, anchor, policy } = PeriodInput.parse(input);
  return { billedThrough: billedThrough(stop, from, { cycleDays, anchor }, policyOf(policy)) };
}

function runLattice(input: unknown): unknown {
  const { day, anchor, cycleDays } = z
    .strictObject({ day: z.string(), anchor: z.string(), cycleDays: z.number() })
    .parse(input);
  return { day: nextLatticeDay(day, anchor, cycleDays) };
}

const LivesInput = z.strictObject({
  facts: Facts,
  service: ServiceInput,
  day: z.string().optional(),
  policy: PolicyInput,
});

function runLives(input: unknown): unknown {
  const { facts, service, day, policy } = LivesInput.parse(input);
  const book = foldLives(facts, { policy: policyOf(policy) });
  const onDay = day === undefined ? {} : { at: book.at(service, day), units: book.unitsOn(service, day) };
  return { lives: book.livesOf(service), ...onDay };
}

const RhythmInput = z.strictObject({
  facts: Facts,
  planLines: PlanLines,
  service: ServiceInput,
  day: z.string(),
  policy: PolicyInput,
});

function runRhythm(input: unknown): unknown {
  const { facts, planLines, service, day, policy } = RhythmInput.parse(input);
  const known: Fact[] =
    facts.length > 0 ? facts : [{ kind: 'active', ...service, at: '2020-01-01T00:00:00Z' }];
  const book = foldRhythm(planLines, foldLives(known), policyOf(policy));
  return { rhythm: book.near(service, day), unresolved: book.unresolved };
}

function runDaily(input: unknown): unknown {
  const { days, policy } = z.strictObject({ days: z.array(z.string()), policy: PolicyInput }).parse(input);
  return { daily: observeDaily(days, policyOf(policy)) };
}

function runGrade(input: unknown): unknown {
  const Grade = z.enum(['observed', 'inferred', 'missing']).default('observed');
  const links = z.strictObject({ debit: Grade, identity: Grade, stop: Grade, rhythm: Grade }).parse(input);
  return { verdict: grade(links) };
}

const JudgeInput = z.strictObject({
  charge: ChargeInput,
  facts: Facts,
  planLines: PlanLines,
  chargeDays: z.array(z.string()).default([]),
  policy: PolicyInput,
  aliases: Aliases,
});

function runJudge(input: unknown): unknown {
  const { charge, facts, planLines, chargeDays, aliases, ...rest } = JudgeInput.parse(input);
  const policy = policyOf(rest.policy);
  const lives = foldLives(facts, { policy, aliases });
  const rhythms = foldRhythm(planLines, lives, policy);
  const finding = judge({ ...charge, id: charge.id ?? 'c001' }, { lives, rhythms, policy, chargeDays });
  return { finding: finding === null ? null : byName(finding) };
}

const AuditInput = z.strictObject({
  window: Window,
  charges: Charges,
  planLines: PlanLines,
  facts: Facts,
  policy: PolicyInput,
  aliases: Aliases,
  includeOk: z.boolean().default(true),
  coverage: Coverage.optional(),
});

async function auditOf(input: unknown) {
  const { window, charges, planLines, facts, aliases, includeOk, coverage, ...rest } =
    AuditInput.parse(input);
  const policy = policyOf(rest.policy);
  const sources = inMemorySources({ charges: chargesOf(charges), planLines, facts, coverage });
  const result = await collectAudit(sources, window, { policy, aliases, includeOk });
  return { ...result, policy };
}

async function runAudit(input: unknown): Promise<unknown> {
  const { findings, totals } = await auditOf(input);
  return {
    order: findings.map(({ chargeId }) => chargeId),
    findings: Object.fromEntries(findings.map((finding) => [finding.chargeId, byName(finding)])),
    totals,
  };
}

async function runCases(input: unknown): Promise<unknown> {
  const { findings, policy } = await auditOf(input);
  const cases = groupCases(findings, policy);
  const withoutFindings = cases.map((one) => ({
    ...one,
    days: one.days.map((day) => ({ ...day, findings: day.findings.map(({ chargeId }) => chargeId) })),
  }));
  return { cases: withoutFindings, rows: [...caseRows(cases)] };
}

const SnapshotInput = z.strictObject({
  lines: PlanLines,
  facts: Facts,
  policy: PolicyInput,
  aliases: Aliases,
});

function runSnapshot(input: unknown): unknown {
  const { lines, facts, aliases, ...rest } = SnapshotInput.parse(input);
  const policy = policyOf(rest.policy);
  const rows: PlanLine[] = lines;
  const { findings, totals } = auditSnapshot(rows, { lives: foldLives(facts, { policy, aliases }), policy });
  return { findings: findings.map(byName), totals };
}

const CreditsInput = z.strictObject({
  facts: Facts,
  credits: Charges,
  draws: z.array(z.strictObject({ service: ServiceInput, day: z.string(), gross: z.string() })),
});

function runCredits(input: unknown): unknown {
  const { facts, credits, draws } = CreditsInput.parse(input);
  const pool = new CreditPool(foldLives(facts));
  for (const credit of chargesOf(credits, 'k')) pool.add(credit);
  const payments = draws.map(({ service, day, gross }) => pool.pay(service, day, gross));
  return { payments, unused: pool.unused() };
}

const RepeatsInput = z.strictObject({
  policy: PolicyInput,
  charges: z.array(
    ChargeInput.extend({
      cycleDays: z.number().default(30),
      grade: z.enum(['observed', 'inferred', 'missing']).default('observed'),
      identity: z.enum(['observed', 'inferred', 'missing']).default('observed'),
      listedUnits: Text,
      countedUnits: z.number().nullable().default(null),
    }),
  ),
});

function runRepeats(input: unknown): unknown {
  const { policy, charges } = RepeatsInput.parse(input);
  const watch = new RepeatWatch(policyOf(policy));
  const repeats = charges.map(({ cycleDays, grade: known, identity, listedUnits, ...rest }, index) => {
    const { countedUnits, ...charge } = rest;
    const id = charge.id ?? `c${String(index + 1).padStart(3, '0')}`;
    const service = { account: 'acme', device: 'aaaaaa1111', category: charge.category };
    const repeat = watch.see(
      service,
      { ...charge, id },
      { cycleDays, grade: known, identity, listedUnits, countedUnits },
    );
    if (repeat === null) return null;
    return { ...repeat, codes: Object.fromEntries(repeat.codes.map(({ code, ...rest }) => [code, rest])) };
  });
  return { repeats };
}

function runCompare(input: unknown): unknown {
  const { a, b } = z.strictObject({ a: Charges, b: Charges }).parse(input);
  return comparePeriods(chargesOf(a, 'a'), chargesOf(b, 'b'));
}

function runMonths(input: unknown): unknown {
  const { today, days } = z.strictObject({ today: z.string(), days: z.number().optional() }).parse(input);
  return days === undefined ? lastFullMonths(today) : lastDays(today, days);
}

function runFirstBilled(input: unknown): unknown {
  const { charges, window } = z.strictObject({ charges: Charges, window: Window }).parse(input);
  const { items, buckets } = firstBilled(chargesOf(charges), window, cometFirstBilled);
  return { items: items.map(({ charge, ...item }) => ({ ...item, chargeId: charge.id })), buckets };
}

function runListed(input: unknown): unknown {
  const { lines, charges, facts, window } = z
    .strictObject({ lines: PlanLines, charges: Charges, facts: Facts, window: Window })
    .parse(input);
  return { services: listedVersusCharged(lines, chargesOf(charges), window, foldLives(facts)) };
}

function runCoverage(input: unknown): unknown {
  const { window, ...rest } = Coverage.extend({ window: Window }).parse(input);
  return coverageOf(window, rest);
}

export const adapters: Record<string, Adapter> = {
  'billing-audit/period': runPeriod,
  'billing-audit/lattice': runLattice,
  'billing-audit/lives': runLives,
  'billing-audit/rhythm': runRhythm,
  'billing-audit/daily': runDaily,
  'billing-audit/grade': runGrade,
  'billing-audit/judge': runJudge,
  'billing-audit/audit': runAudit,
  'billing-audit/cases': runCases,
  'billing-audit/snapshot': runSnapshot,
  'billing-audit/credits': runCredits,
  'billing-audit/repeats': runRepeats,
  'billing-audit/compare': runCompare,
  'billing-audit/months': runMonths,
  'billing-audit/first-billed': runFirstBilled,
  'billing-audit/listed': runListed,
  'billing-audit/coverage': runCoverage,
};
