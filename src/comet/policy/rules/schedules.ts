import type { Issue } from '../../../core/errors/input.ts';
import { memberOf, membersOf } from '../json.ts';
import { type DraftFacts, numberOf, placeOf, schedulesOf } from './facts.ts';

const MAX_DELAY = 18_000;
const DAY = 86_400;

/** Seconds that a frequency allows after the beginning of its period. */
const BOUNDS: ReadonlyMap<number, readonly [least: number, most: number]> = new Map([
  [8011, [0, DAY - 1]],
  [8012, [0, 3599]],
  [8013, [0, 7 * DAY - 1]],
  [8014, [0, 31 * DAY - 1]],
  [8015, [1, 2 ** 50]],
  [8016, [0, 31 * DAY - 1]],
]);
const ONCE = 8010;

/** R14. */
export function scheduleRefusals(facts: DraftFacts): Issue[] {
  const schedules = schedulesOf(facts).flatMap(({ at, value }) =>
    problemsOf(value).map((message) => ({ path: at, message, code: 'SCHEDULE_INVALID' })),
  );
  const path = placeOf('RandomDelaySecs');
  const delays = delayProblems(facts.user).map((message) => ({ path, message, code: 'SCHEDULE_INVALID' }));
  return [...schedules, ...delays];
}

function problemsOf(schedule: unknown): string[] {
  const type = numberOf(schedule, 'FrequencyType');
  if (type === ONCE) return ['a schedule of a policy cannot run only once'];
  const bounds = BOUNDS.get(type);
  if (bounds === undefined) return [`${type} is no frequency`];
  const [least, most] = bounds;
  const seconds = numberOf(schedule, 'SecondsPast');
  const problems = delayProblems(schedule);
  if (seconds < least || seconds > most) {
    problems.push(`SecondsPast must be ${least} to ${most}; write times of day as HH:MM`);
  }
  return [...problems, ...restrictionProblems(schedule)];
}

function delayProblems(holder: unknown): string[] {
  const delay = numberOf(holder, 'RandomDelaySecs');
  return delay >= 0 && delay <= MAX_DELAY ? [] : [`a random delay must be 0 to ${MAX_DELAY} seconds`];
}

function restrictionProblems(schedule: unknown): string[] {
  const problems: string[] = [];
  const days = membersOf(memberOf(schedule, 'DaysSelect'));
  if (memberOf(schedule, 'RestrictDays') === true && !days.some(([, isOn]) => isOn === true)) {
    problems.push('is restricted to days, and names none');
  }
  if (memberOf(schedule, 'RestrictRuntime') !== true) return problems;
  const [from, to] = ['FromTime', 'ToTime'].map((name) => minuteOf(memberOf(schedule, name)));
  if (from === undefined || to === undefined)
    problems.push('FromTime and ToTime must be times of day (HH:MM)');
  else if (from === to) problems.push('begins and ends at the same time of day');
  return problems;
}

function minuteOf(time: unknown): number | undefined {
  const [hour, minute] = [numberOf(time, 'Hour'), numberOf(time, 'Minutes')];
  const fits = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
  return fits ? hour * 60 + minute : undefined;
}
