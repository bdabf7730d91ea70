import { isCalendarDay } from '../time.ts';

const SECONDS = /^\d+(?:\.\d+)?$/;
const IMF = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const RFC850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/;
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface DateParts {
  readonly year: string | undefined;
  readonly month: string | undefined;
  readonly day: string | undefined;
  readonly time: string | undefined;
}

/** The three forms of RFC 9110 section 5.6.7; a two-digit year more than 50 years ahead is of the past century. */
function datePartsOf(text: string, now: number): DateParts | undefined {
  const imf = IMF.exec(text);
  if (imf !== null) return { year: imf[3], month: imf[2], day: imf[1], time: imf[4] };
  const asctime = ASCTIME.exec(text);
  if (asctime !== null) {
    return { year: asctime[4], month: asctime[1], day: asctime[2]?.trim(), time: asctime[3] };
  }
  const rfc850 = RFC850.exec(text);
  if (rfc850 === null) return undefined;
  const thisYear = new Date(now).getUTCFullYear();
  const century = thisYear - (thisYear % 100) + Number(rfc850[3]);
  const year = century > thisYear + 50 ? century - 100 : century;
  return { year: String(year), month: rfc850[2], day: rfc850[1], time: rfc850[4] };
}

/**
 * The instant that a header names in any of the three HTTP date forms, in milliseconds since the epoch; undefined
 * for any other text. `now` tells the century of a two-digit year.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const parts = datePartsOf(text, now);
  const month = MONTHS.indexOf(parts?.month ?? '');
  const time = TIME.exec(parts?.time ?? '');
  const [year, day] = [Number(parts?.year), Number(parts?.day)];
  if (time === null || !isCalendarDay(year, month + 1, day)) return undefined;
  const [hour, minute, second] = time.slice(1).map(Number);
  return Date.UTC(year, month, day, hour, minute, second);
}

/**
 * The wait that a `Retry-After` header asks for, in milliseconds from `now`: seconds, or any of the three
 * HTTP date forms. A date in the past is no wait; text that is neither is undefined.
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (SECONDS.test(text)) return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
  const at = parseHttpDate(text, now);
  return at === undefined ? undefined : Math.max(0, at - now);
}
