import type { ReadCharge } from '../charge-reader.ts';
import type { Code } from '../codes.ts';
import { type DayNumber, dayText } from '../days.ts';
import type { Grade, Verdict } from '../finding.ts';
import type { LifeSpan, StopWindow } from '../lifecycle/device-life.ts';
import type { KnownService } from '../lifecycle/life-book.ts';
import { lastBilledDay } from '../period.ts';
import { chooseRhythm, countOnTo } from '../rhythm/choose-rhythm.ts';
import type { RhythmOnDay } from '../rhythm/rhythm-book.ts';
import { debitOf, remarkOnLine } from './debit.ts';
import type { Evidence } from './evidence.ts';
import { identify } from './identity.ts';
import type { Judgement } from './judgement.ts';
import { explainLateness, explainRhythm, gradeOfStop, standingStop } from './position.ts';
import { remarkOnPrice } from './price.ts';

const WITHIN_UNKNOWN: Code = /* @__PURE__ */ Object.freeze({
  code: 'WITHIN_PAID_PERIOD',
  billedThrough: null,
});
const PERIOD_UNKNOWN: Code = /* @__PURE__ */ Object.freeze({ code: 'PERIOD_UNKNOWN' });

/** What charges are judged by besides evidence: facts about the line in question alone. */
export interface JudgeOptions {
  /** Whether the service's charges up to this one are spaced like those of a daily service. */
  readonly isDaily: (known: KnownService) => boolean;
  /** The rhythm that the line itself shows, for one that is projected. */
  readonly listed?: RhythmOnDay | undefined;
}

/** A judgement that is being made. */
interface Draft {
  readonly read: ReadCharge;
  readonly evidence: Evidence;
  readonly codes: Code[];
  readonly debit: Grade;
  readonly identity: Grade;
  readonly known: KnownService;
  readonly span: LifeSpan | null;
  readonly rhythm: RhythmOnDay;
}

interface Position {
  readonly stop: Grade;
  readonly rhythm: RhythmOnDay;
  readonly through: DayNumber | null;
  readonly isLate: boolean;
  readonly verdict: Verdict;
}

/** Judges a debit by itself, in the order of the contract's steps. Source: billing-audit design 7. */
export function judgeCharge(read: ReadCharge, evidence: Evidence, options: JudgeOptions): Judgement {
  const codes: Code[] = [];
  const debit = debitOf(read, codes);
  remarkOnLine(read, evidence.policy.lateAfterDays, codes);
  const { known, grade: identity, isDeviceless } = identify(read.charge, evidence, codes);
  if (known === null) return unidentified(read, codes, debit, isDeviceless ? 'not_assessable' : 'review');
  const life = evidence.lives.lifeOn(known.lives, read.day);
  const span = life !== undefined && 'span' in life ? life.span : null;
  const listed = options.listed ?? evidence.rhythms.on(known.key, read.day);
  const isDaily = listed === null && options.isDaily(known);
  const rhythm = chooseRhythm(listed, isDaily, span?.from ?? null, evidence.policy);
  const draft: Draft = { read, evidence, codes, debit, identity, known, span, rhythm };
  if (options.listed === undefined && rhythm.isNear && rhythm.listing !== null) {
    remarkOnPrice(read, rhythm.listing, evidence.perUnit.has(read.charge.category), codes);
  }
  const isEarly = life !== undefined && 'startsOn' in life;
  return finish(draft, isEarly ? beforeStart(draft, life.startsOn) : place(draft));
}

/** Nobody knows whose charge it is, so nothing else can be looked at. */
function unidentified(read: ReadCharge, codes: Code[], debit: Grade, verdict: Verdict): Judgement {
  const links = { debit, identity: 'missing', stop: 'missing', rhythm: 'missing' } as const;
  const nothing = { known: null, billedThrough: null, span: null, rhythm: null, isLate: false } as const;
  return { read, verdict, codes, links, ...nothing };
}

function finish({ read, codes, debit, identity, known, span }: Draft, position: Position): Judgement {
  const { stop, rhythm, through, isLate, verdict } = position;
  const links = { debit, identity, stop, rhythm: rhythm.grade };
  return { read, known, verdict, codes, links, billedThrough: through, span, rhythm, isLate };
}

function beforeStart({ codes, rhythm }: Draft, from: DayNumber): Position {
  codes.push({ code: 'BEFORE_START', from: dayText(from) });
  return { stop: 'missing', rhythm, through: null, isLate: false, verdict: 'review' };
}

/** Where the charge lies between the life of its service and what was paid for. */
function place(draft: Draft): Position {
  const { read, codes, span, rhythm } = draft;
  const stop = span === null ? null : standingStop(span, rhythm, read.charge.origin === 'projected', codes);
  if (span === null || stop === null) {
    return { stop: 'missing', rhythm, through: null, isLate: false, verdict: 'ok_live' };
  }
  return placeByStop(draft, span, stop);
}

function placeByStop(draft: Draft, span: LifeSpan, window: StopWindow): Position {
  const { read, evidence, codes, debit, identity } = draft;
  const { policy, lives } = evidence;
  const end = lives.endOf(window);
  const rhythm = countOnTo(draft.rhythm, end);
  const cycle = { days: rhythm.cycleDays, anchor: rhythm.anchor };
  const through = lastBilledDay(end, span.from, cycle, policy);
  const stop = gradeOfStop(window, codes);
  explainRhythm(rhythm, through, policy, codes);
  if (through === null) return withoutPeriod(draft, rhythm, span, end, stop);
  const isWithin = policy.dueDayCharge === 'claim' ? read.day < through : read.day <= through;
  if (isWithin) {
    codes.push({ code: 'WITHIN_PAID_PERIOD', billedThrough: dayText(through) });
    return { stop, rhythm, through, isLate: false, verdict: 'ok_within' };
  }
  const isProjected = read.charge.origin === 'projected';
  codes.push(...explainLateness(read.day, through, rhythm, policy, isProjected));
  const verdict = evidence.grade({ debit, identity, stop, rhythm: rhythm.grade });
  return { stop, rhythm, through, isLate: true, verdict };
}

/** Whatever the period is, it does not end before the stop; so a charge up to the stop is acceptable all the same. */
function withoutPeriod(
  { read, evidence, codes }: Draft,
  known: RhythmOnDay,
  { from }: LifeSpan,
  end: DayNumber,
  stop: Grade,
): Position {
  const rhythm: RhythmOnDay = { ...known, grade: 'missing' };
  const isInconsistent = from !== null && from > end;
  const isUpToStop = evidence.policy.dueDayCharge === 'claim' ? read.day < end : read.day <= end;
  const isWithin = isUpToStop && !isInconsistent;
  if (isInconsistent) codes.push({ code: 'LIFE_INCONSISTENT', from: dayText(from), stop: dayText(end) });
  else codes.push(PERIOD_UNKNOWN);
  if (isWithin) codes.push(WITHIN_UNKNOWN);
  return { stop, rhythm, through: null, isLate: false, verdict: isWithin ? 'ok_within' : 'review' };
}
