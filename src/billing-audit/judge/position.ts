import type { Code } from '../codes.ts';
import { type DayNumber, dayText } from '../days.ts';
import type { Grade } from '../finding.ts';
import type { LifeSpan, StopWindow } from '../lifecycle/device-life.ts';
import { formatMoney } from '../money.ts';
import type { AuditPolicy } from '../policy.ts';
import type { RhythmOnDay } from '../rhythm/rhythm-book.ts';

const NO_STOP: Code = /* @__PURE__ */ Object.freeze({ code: 'NO_STOP_KNOWN' });
const FROM_SPACING: Code = /* @__PURE__ */ Object.freeze({ code: 'RHYTHM_FROM_SPACING' });
const FROM_REGISTRATION: Code = /* @__PURE__ */ Object.freeze({ code: 'RHYTHM_FROM_REGISTRATION' });
const ASSUMED: Code = /* @__PURE__ */ Object.freeze({ code: 'RHYTHM_ASSUMED' });
const PHASE_CHANGED: Code = /* @__PURE__ */ Object.freeze({ code: 'DUE_PHASE_CHANGED' });

/**
 * The stop that stands at a charge; null if the service lives, or something takes the stop back: a job on a later day,
 * or for a stop that only counts tell of, a plan line near the day that lists units. Source: billing-audit 4.4.
 */
export function standingStop(
  { stop }: LifeSpan,
  rhythm: RhythmOnDay,
  isProjected: boolean,
  codes: Code[],
): StopWindow | null {
  if (stop === null) {
    codes.push(NO_STOP);
    return null;
  }
  if (stop.contradictedBy !== null) {
    const at = new Date(stop.contradictedBy).toISOString();
    codes.push({ code: 'STOP_WITHDRAWN_BY_ACTIVITY', at });
    return null;
  }
  const quantity = rhythm.isNear ? (rhythm.listing?.quantity ?? null) : null;
  // The listing that is itself in question is the complaint, and no defence.
  if (stop.source === 'count' && !isProjected && quantity !== null && quantity.units > 0n) {
    codes.push({ code: 'STOP_WITHDRAWN_BY_LISTING', quantity: formatMoney(quantity) });
    return null;
  }
  return stop;
}

/** How well a stop is known. */
export function gradeOfStop({ source, earliest, latest }: StopWindow, codes: Code[]): Grade {
  if (source === 'event' || source === 'accountEnd') return 'observed';
  const code = source === 'count' ? 'STOP_FROM_COUNTS' : 'STOP_FROM_MISSING';
  codes.push({ code, earliest: dayText(earliest), latest: dayText(latest) });
  return 'inferred';
}

/** Why a rhythm is less than observed. */
export function explainRhythm(
  rhythm: RhythmOnDay,
  through: DayNumber | null,
  { strideExtraDays }: AuditPolicy,
  codes: Code[],
): void {
  const { source, grade, anchor, cycleDays, countsFrom } = rhythm;
  if (grade === 'missing') codes.push(ASSUMED);
  if (source === 'spacing') codes.push(FROM_SPACING);
  if (rhythm.phaseChanged) codes.push(PHASE_CHANGED);
  const isFromRegistration = anchor !== null && (source === 'registration' || source === 'default');
  if (isFromRegistration) codes.push(FROM_REGISTRATION);
  if (!rhythm.isExtrapolated) return;
  const distance = countsFrom === null || through === null ? 0 : Math.abs(through - countsFrom);
  codes.push({ code: 'RHYTHM_EXTRAPOLATED', cycles: Math.round(distance / (cycleDays + strideExtraDays)) });
}

/** That a charge came past billed-through, and how far. */
export function explainLateness(
  day: DayNumber,
  through: DayNumber,
  { cycleDays }: RhythmOnDay,
  { strideExtraDays }: AuditPolicy,
  isProjected: boolean,
): Code[] {
  if (isProjected) return [{ code: 'LISTED_AFTER_STOP', nextDue: dayText(day) }];
  const late: Code = { code: 'AFTER_STOP', billedThrough: dayText(through), daysLate: day - through };
  const n = cycleDays <= 1 ? 0 : Math.floor((day - through) / (cycleDays + strideExtraDays));
  return n === 0 ? [late] : [late, { code: 'AFTER_STOP_NEXT_CYCLE', n }];
}
