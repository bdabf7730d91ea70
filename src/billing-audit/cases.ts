import type { ScaledAmount } from '../core/amount.ts';
import type { Day } from '../core/time.ts';
import type { Finding, Life, Rhythm } from './finding.ts';
import { instantMs } from './instants.ts';
import { formatMoney, readMoney, round, Total, ZERO } from './money.ts';
import type { AuditPolicyInput } from './policy.ts';
import type { Service } from './records.ts';
import { serviceKey } from './service.ts';

/** The lines of a case on one day. Amounts are exact decimal text. */
export interface CaseDay {
  readonly day: Day;
  /** Lines that are claimed, and their net sum. */
  readonly lines: number;
  readonly claimed: string;
  /** Further lines of the day, each perhaps a duplicate of the first, and their net sum. They are not claimed. */
  readonly pendingLines: number;
  readonly pending: string;
  /** All findings of the day, in order of their ids. */
  readonly findings: readonly Finding[];
}

/** What to put before the provider: one service that was charged past its end. */
export interface ClaimCase extends Service {
  /** `daily` is one case over all its days, `cycle` one for each renewal. */
  readonly mode: 'daily' | 'cycle';
  readonly cycleDays: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly lines: number;
  /** Net sum of the claimed lines in whole cents: rounded once, half up. */
  readonly claimed: string;
  readonly pendingLines: number;
  /** Net sum of the pending lines in whole cents: rounded once, half up. */
  readonly pending: string;
  /** Ascending. */
  readonly days: readonly CaseDay[];
  /** Life, rhythm and billed-through of the newest finding: when it ended, how it was listed, until when it was paid. */
  readonly life: Life | null;
  readonly rhythm: Rhythm | null;
  readonly billedThrough: Day | null;
}

/** One day of a case, flat, for any writer of CSV. */
export interface CaseRow {
  readonly account: string;
  readonly device: string;
  readonly category: string;
  readonly text: string;
  readonly mode: ClaimCase['mode'];
  readonly registered: Day | null;
  /** Last day on which the service may have lived. */
  readonly stopped: Day | null;
  readonly stopSource: string | null;
  readonly billedThrough: Day | null;
  /** ISO instant of the plan line that shows the rhythm. */
  readonly snapshotAt: string | null;
  readonly listedQuantity: string | null;
  readonly listedAmount: string | null;
  readonly day: Day;
  readonly claimed: string;
  readonly lines: number;
  readonly pendingLines: number;
  readonly pending: string;
  readonly packText: string | null;
}

const CENTS = 2;

/**
 * Groups confirmed findings into claims; all others are left out. A daily service is one case over all its days, any
 * other one case for each day of a charge. On one day the first line is claimed, and further ones stand apart as
 * pending, unless the category is charged by unit (`policy.perUnit`), where every line is a unit.
 *
 * Source: billing-audit 4.12.
 * @returns newest last day first, then by account, device and category
 */
export function groupCases(
  findings: Iterable<Finding>,
  { perUnit = [] }: Pick<AuditPolicyInput, 'perUnit'> = {},
): readonly ClaimCase[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { service, verdict } = finding;
    if (verdict !== 'confirmed' || service === null) continue;
    const key = JSON.stringify([serviceKey(service), isDaily(finding) ? null : finding.day]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { service, findings: [finding] });
    else group.findings.push(finding);
  }
  return Array.from(groups.values(), (group) => caseOf(group, perUnit.includes(group.service.category))).sort(
    newestFirst,
  );
}

/** The days of a case as plain rows, ready for any writer of CSV; see {@link groupCases}. */
export function* caseRows(cases: Iterable<ClaimCase>): Generator<CaseRow> {
  for (const one of cases) for (const day of one.days) yield rowOf(one, day);
}

interface Group {
  readonly service: Service;
  readonly findings: [Finding, ...Finding[]];
}

function isDaily({ rhythm }: Finding): boolean {
  return rhythm !== null && rhythm.cycleDays <= 1;
}

function newestFirst(a: ClaimCase, b: ClaimCase): number {
  if (a.lastDay !== b.lastDay) return a.lastDay < b.lastDay ? 1 : -1;
  const [left, right] = [serviceKey(a), serviceKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function byDayAndId(a: Finding, b: Finding): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  return a.chargeId < b.chargeId ? -1 : 1;
}

function caseOf({ service, findings }: Group, everyLine: boolean): ClaimCase {
  const sorted = findings.toSorted(byDayAndId);
  const byDay = new Map<Day, Finding[]>();
  for (const finding of sorted) {
    const own = byDay.get(finding.day);
    if (own === undefined) byDay.set(finding.day, [finding]);
    else own.push(finding);
  }
  const days = Array.from(byDay, ([day, own]) => dayOfCase(day, own, everyLine));
  const [first] = findings;
  const { day: lastDay, life, rhythm, billedThrough } = sorted.at(-1) ?? first;
  return {
    ...service,
    mode: isDaily(first) ? 'daily' : 'cycle',
    cycleDays: rhythm?.cycleDays ?? 0,
    firstDay: sorted[0]?.day ?? first.day,
    lastDay,
    lines: days.reduce((sum, { lines }) => sum + lines, 0),
    claimed: inCents(days.map(({ claimed }) => claimed)),
    pendingLines: days.reduce((sum, { pendingLines }) => sum + pendingLines, 0),
    pending: inCents(days.map(({ pending }) => pending)),
    days,
    life,
    rhythm,
    billedThrough,
  };
}

function dayOfCase(day: Day, findings: readonly Finding[], everyLine: boolean): CaseDay {
  const claimed = everyLine ? findings : findings.slice(0, 1);
  const pending = everyLine ? [] : findings.slice(1);
  return {
    day,
    lines: claimed.length,
    claimed: formatMoney(sumOf(claimed.map(({ net }) => net))),
    pendingLines: pending.length,
    pending: formatMoney(sumOf(pending.map(({ net }) => net))),
    findings,
  };
}

function sumOf(texts: readonly string[]): ScaledAmount {
  const total = new Total();
  for (const text of texts) total.add(readMoney(text) ?? ZERO);
  return total.value;
}

function inCents(texts: readonly string[]): string {
  return formatMoney(round(sumOf(texts), CENTS));
}

/** A case may span lives; each day is shown with the evidence that it was judged by. */
function rowOf(one: ClaimCase, { day, lines, claimed, pendingLines, pending, findings }: CaseDay): CaseRow {
  const { charge, life, rhythm, billedThrough } = findings[0] ?? { ...one, charge: null };
  const seen = rhythm?.seen ?? null;
  return {
    account: one.account,
    device: one.device,
    category: one.category,
    text: charge?.text ?? '',
    mode: one.mode,
    registered: life?.from ?? null,
    stopped: life?.stop?.latest ?? null,
    stopSource: life?.stop?.source ?? null,
    billedThrough,
    snapshotAt: seen === null ? null : new Date(instantMs(seen.observedAt)).toISOString(),
    listedQuantity: seen?.quantity ?? null,
    listedAmount: seen?.amount ?? null,
    day,
    claimed,
    lines,
    pendingLines,
    pending,
    packText: charge?.packText ?? null,
  };
}
