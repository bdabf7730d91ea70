import type { DayNumber } from '../days.ts';
import { anchorOfRegistration } from '../period.ts';
import type { AuditPolicy } from '../policy.ts';
import type { RhythmOnDay } from './rhythm-book.ts';

const UNLISTED = {
  countsFrom: null,
  latestDue: null,
  listing: null,
  isNear: false,
  isExtrapolated: false,
  phaseChanged: false,
} as const;

/** Daily because the service's charges are. */
const FROM_SPACING: RhythmOnDay = {
  ...UNLISTED,
  cycleDays: 1,
  anchor: null,
  source: 'spacing',
  grade: 'inferred',
};

/**
 * The rhythm of a service: as listed, else daily if its charges are, else the default, which proves nothing. Without a
 * listed due day the registration gives one. Source: billing-audit design 7, step 5.
 *
 * @param from day of registration of the life in question
 */
export function chooseRhythm(
  listed: RhythmOnDay | null,
  isDaily: boolean,
  from: DayNumber | null,
  policy: AuditPolicy,
): RhythmOnDay {
  if (listed === null && isDaily) return FROM_SPACING;
  const rhythm = listed ?? assumed(policy);
  if (rhythm.cycleDays <= 1 || rhythm.anchor !== null || from === null) return rhythm;
  const anchor = anchorOfRegistration(from, rhythm.cycleDays, policy);
  if (listed === null) return { ...rhythm, anchor };
  return {
    ...rhythm,
    anchor,
    source: 'registration',
    grade: rhythm.grade === 'missing' ? 'missing' : 'inferred',
  };
}

function assumed({ defaultCycleDays }: AuditPolicy): RhythmOnDay {
  return { ...UNLISTED, cycleDays: defaultCycleDays, anchor: null, source: 'default', grade: 'missing' };
}

/** Whether nothing shows how long the cycle is, so that the default stands in for it. */
export function isAssumed({ source, listing }: RhythmOnDay): boolean {
  return source === 'default' || listing?.cycleDays === 0;
}

/**
 * A stop behind all listed due days is answered by counting on from them, which is not the same as having seen the
 * period that it lies in. Source: billing-audit 4.6.
 */
export function countOnTo(rhythm: RhythmOnDay, stop: DayNumber): RhythmOnDay {
  const { latestDue, grade } = rhythm;
  if (latestDue === null || stop <= latestDue) return rhythm;
  return {
    ...rhythm,
    countsFrom: latestDue,
    isExtrapolated: true,
    grade: grade === 'observed' ? 'inferred' : grade,
  };
}
