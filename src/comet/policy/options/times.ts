import { WEEKDAYS, type Weekday } from '../names.ts';

/** A time of day as `HH:MM` or `HH:MM:SS`, in the zone of the device. */
export type TimeOfDay = `${number}:${number}` | `${number}:${number}:${number}`;

/** When a schedule runs, on the vendor's wire. Made by `times`. */
export interface ScheduleTime {
  readonly FrequencyType: number;
  readonly SecondsPast: number;
  readonly Offset?: number | undefined;
  readonly RandomDelaySecs?: number | undefined;
  readonly RestrictRuntime?: boolean | undefined;
  readonly FromTime?: { readonly Hour: number; readonly Minutes: number } | undefined;
  readonly ToTime?: { readonly Hour: number; readonly Minutes: number } | undefined;
  readonly RestrictDays?: boolean | undefined;
  readonly DaysSelect?: Readonly<Record<string, boolean>> | undefined;
}

/** What every schedule may have. */
export interface Delay {
  /** A random delay of up to so many seconds, at most 18000. Server 22.6 or later. */
  readonly randomDelaySeconds?: number | undefined;
}

/** An hourly schedule. */
export interface Hourly extends Delay {
  /** Minute of the hour. */
  readonly minute: number;
  /** Only between these times of the day, to the minute. */
  readonly between?: readonly [from: TimeOfDay, to: TimeOfDay] | undefined;
  /** Only on these days. */
  readonly on?: readonly Weekday[] | undefined;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** No schedule has it, so that `build()` refuses what could not be read. */
const UNREADABLE = -1;

/**
 * When schedules run. Times are in the zone of each device. They throw nothing: `build()` refuses what they cannot
 * read.
 */
export const times = Object.freeze({
  /** Every day. */
  daily: (given: Delay & { readonly at: TimeOfDay }): ScheduleTime =>
    timeOf(8011, secondsOf(given?.at), given),
  /** Every hour, if asked for only on some days or between times of day. */
  hourly: (given: Hourly): ScheduleTime => ({
    ...timeOf(8012, given?.minute * MINUTE, given),
    ...restrictionsOf(given?.between, given?.on),
  }),
  /** Every week. */
  weekly: (given: Delay & { readonly on: Weekday; readonly at: TimeOfDay }): ScheduleTime =>
    timeOf(8013, after(WEEKDAYS.indexOf(given?.on), given?.at), given),
  /** Every month, on a day from 1 to 31. */
  monthly: (given: Delay & { readonly onDay: number; readonly at: TimeOfDay }): ScheduleTime =>
    timeOf(8014, after(given?.onDay - 1, given?.at), given),
  /** Again and again after a period, counted from 1970-01-01T00:00Z plus the offset. */
  every: (
    given: Delay & {
      readonly hours?: number | undefined;
      readonly minutes?: number | undefined;
      readonly offsetMinutes?: number | undefined;
    },
  ): ScheduleTime => ({
    ...timeOf(8015, (given?.hours ?? 0) * HOUR + (given?.minutes ?? 0) * MINUTE, given),
    ...(given?.offsetMinutes !== undefined && { Offset: given.offsetMinutes * MINUTE }),
  }),
});

function timeOf(type: number, secondsPast: number, delay: Delay): ScheduleTime {
  const seconds = delay?.randomDelaySeconds;
  return {
    FrequencyType: type,
    SecondsPast: secondsPast,
    ...(seconds !== undefined && { RandomDelaySecs: seconds }),
  };
}

function restrictionsOf(between: Hourly['between'], on: Hourly['on']): Partial<ScheduleTime> {
  return {
    ...(between !== undefined && {
      RestrictRuntime: true,
      FromTime: hourOf(between?.[0]),
      ToTime: hourOf(between?.[1]),
    }),
    ...(on !== undefined && { RestrictDays: true, DaysSelect: daysOf(on) }),
  };
}

/** Seconds of a time so many days after the first. */
function after(days: number, at: unknown): number {
  const time = secondsOf(at);
  return days < 0 || time === UNREADABLE ? UNREADABLE : days * DAY + time;
}

function secondsOf(at: unknown): number {
  const text = typeof at === 'string' ? at : '';
  const [whole, hour, minute, second = '0'] = /^(\d{2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  if (whole === undefined || Number(hour) > 23) return UNREADABLE;
  return Number(hour) * HOUR + Number(minute) * MINUTE + Number(second);
}

function hourOf(at: unknown): { Hour: number; Minutes: number } {
  const time = secondsOf(at);
  if (time === UNREADABLE) return { Hour: UNREADABLE, Minutes: 0 };
  return { Hour: Math.floor(time / HOUR), Minutes: Math.floor((time % HOUR) / MINUTE) };
}

function daysOf(on: readonly unknown[]): Record<string, boolean> {
  return Object.fromEntries(
    WEEKDAYS.map((day) => [
      `${day.charAt(0).toUpperCase()}${day.slice(1)}`,
      Array.isArray(on) && on.includes(day),
    ]),
  );
}
