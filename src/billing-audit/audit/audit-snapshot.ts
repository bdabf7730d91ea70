import type { Issue } from '../../core/errors/input.ts';
import type { CodeName } from '../codes.ts';
import { dayOfMs, dayText } from '../days.ts';
import type { Finding } from '../finding.ts';
import { type AuditEvidence, completeEvidence, type Evidence } from '../judge/evidence.ts';
import { judgeCharge } from '../judge/judge-charge.ts';
import type { Judgement } from '../judge/judgement.ts';
import { writeFinding } from '../judge/write-finding.ts';
import { formatMoney, ZERO } from '../money.ts';
import { cycleLength } from '../period.ts';
import { completePolicy } from '../policy.ts';
import type { Charge, PlanLine } from '../records.ts';
import type { Listing } from '../rhythm/listing.ts';
import { PlanLineReader, refusePlanLines } from '../rhythm/plan-line-reader.ts';
import { RhythmBook, type RhythmOnDay } from '../rhythm/rhythm-book.ts';
import { TotalsBuilder } from '../totals.ts';
import type { AuditResult } from './run-audit.ts';

const NO_DRAW = { credited: ZERO, creditIds: [], byAccountOnly: false } as const;
const ABOUT_A_PERIOD: readonly CodeName[] = ['PERIOD_UNKNOWN', 'LISTED_AFTER_STOP', 'WITHIN_PAID_PERIOD'];
const NOTHING_UNUSED = { count: 0, gross: '0', credited: '0', net: '0' } as const;

/**
 * Judges the lines of a snapshot as the charges that they announce: dated on the next due day, or for daily lines on
 * the snapshot's UTC day. A listed charge needs no proof of a debit, and a line never speaks against the end of its
 * own service. Every line yields a finding; those past the end have the code `LISTED_AFTER_STOP`.
 *
 * Source: billing-audit 4.10, design 11.
 * @throws InvalidInputError with every line that cannot be read, or for a policy that makes no sense
 */
export function auditSnapshot(
  lines: Iterable<PlanLine>,
  context: Omit<AuditEvidence, 'rhythms'>,
): AuditResult {
  const rhythms = new RhythmBook(new Map(), completePolicy(context.policy), 0);
  const evidence = completeEvidence({ ...context, rhythms });
  const issues: Issue[] = [];
  const reader = new PlanLineReader();
  const listings = Array.from(lines, (line, index) => reader.read(line, `lines[${index}]`, issues));
  refusePlanLines(issues);
  const totals = new TotalsBuilder();
  const findings = listings.flatMap((listing, index): Finding[] => {
    if (listing === undefined) return [];
    const judgement = judgeListing(listing, index, evidence);
    const { verdict, read } = judgement;
    totals.scanned += 1;
    totals.add(verdict, read.charge.category, read.amount, ZERO, read.amount);
    return [writeFinding({ judgement, repeat: null, draw: NO_DRAW, verdict })];
  });
  return { findings, totals: totals.finish(0, NOTHING_UNUSED, null) };
}

function judgeListing(listing: Listing, index: number, evidence: Evidence): Judgement {
  const isDaily = cycleLength(listing.cycleDays, evidence.policy) <= 1;
  const observedOn = dayOfMs(listing.at);
  const day = isDaily ? observedOn : (listing.nextDue ?? observedOn);
  const charge = projectedCharge(listing, dayText(day), index);
  const read = { charge, day, amount: listing.amount ?? ZERO, quantity: listing.quantity };
  const listed = rhythmOf(listing, isDaily, evidence);
  const judgement = judgeCharge(read, evidence, { isDaily: () => false, listed });
  if (isDaily || listing.nextDue !== null || judgement.known === null) return judgement;
  return withoutDueDay(judgement);
}

/** Without a due day nobody can tell when the line will be charged. */
function withoutDueDay(judgement: Judgement): Judgement {
  if (judgement.verdict === 'ok_live') return judgement;
  const codes = judgement.codes.filter(({ code }) => !ABOUT_A_PERIOD.includes(code));
  const links = { ...judgement.links, rhythm: 'missing' } as const;
  return {
    ...judgement,
    verdict: 'review',
    codes: [...codes, { code: 'PERIOD_UNKNOWN' }],
    links,
    isLate: false,
  };
}

function rhythmOf(listing: Listing, isDaily: boolean, { policy }: Evidence): RhythmOnDay {
  return {
    cycleDays: cycleLength(listing.cycleDays, policy),
    anchor: isDaily ? null : listing.nextDue,
    latestDue: isDaily ? null : listing.nextDue,
    countsFrom: isDaily ? null : listing.nextDue,
    source: 'plan',
    grade: listing.cycleDays === 0 ? 'missing' : 'observed',
    listing,
    isNear: true,
    isExtrapolated: false,
    phaseChanged: false,
  };
}

function projectedCharge({ line, amount }: Listing, day: string, index: number): Charge {
  const { account, deviceRef, category, text, quantity, unitPrice } = line;
  return {
    id: `line#${index + 1}`,
    day,
    postedAt: null,
    account,
    deviceRef,
    category,
    text,
    quantity,
    unitPrice,
    amount: amount === null ? '0' : formatMoney(amount),
    packText: null,
    packDebits: null,
    origin: 'projected',
  };
}
