import { type DayNumber, dayOf } from '../days.ts';
import { type AuditPolicyInput, completePolicy, type SpacingRule } from '../policy.ts';

/** Whether ascending different days, the last of which is the day in question, are those of a daily service. */
export function areDaily(
  days: readonly DayNumber[],
  { lookbackDays, minDays, maxMeanGap }: SpacingRule,
): boolean {
  const last = days.at(-1) ?? 0;
  const first = days.findIndex((day) => day >= last - lookbackDays);
  const gaps = days.length - 1 - first;
  return gaps + 1 >= minDays && last - (days[first] ?? last) <= maxMeanGap * gaps;
}

/**
 * Whether a service is charged daily, judged by the days of its own charges up to the last of them: enough different
 * days close behind it, and close enough together on average. Source: billing-audit design 7.
 *
 * @param days civil days in any order
 * @throws InvalidInputError for a text that is no calendar day
 */
export function observeDaily(days: Iterable<string>, policy?: AuditPolicyInput): boolean {
  const numbers = new Set(Array.from(days, (day, index) => dayOf(day, `days[${index}]`)));
  return areDaily(
    [...numbers].sort((a, b) => a - b),
    completePolicy(policy).spacing,
  );
}

/** The newest charge days of each service, as far back as spacing looks. Days come in ascending order. */
export class RecentDays {
  readonly #rule: SpacingRule;
  readonly #byKey = new Map<string, DayNumber[]>();

  constructor(rule: SpacingRule) {
    this.#rule = rule;
  }

  add(key: string, day: DayNumber): void {
    const days = this.#byKey.get(key);
    if (days === undefined) {
      this.#byKey.set(key, [day]);
      return;
    }
    if (days.at(-1) === day) return;
    while ((days[0] ?? day) < day - this.#rule.lookbackDays) days.shift();
    days.push(day);
  }

  areDaily(key: string): boolean {
    const days = this.#byKey.get(key);
    return days !== undefined && areDaily(days, this.#rule);
  }
}
