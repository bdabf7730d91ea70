import { InvalidInputError } from './errors/input.ts';
import { DAY_MS, type Day, dayNumber, utcDay } from './time.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Formatters are costly to build; valid zone names are few, so keeping each is bounded. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const formatter = buildFormatter(zone);
  formatters.set(zone, formatter);
  return formatter;
}

function buildFormatter(zone: string): Intl.DateTimeFormat {
  try {
    // Without a text, Intl would silently take the zone of the process.
    if (typeof zone !== 'string') throw new TypeError('no text');
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    const message = `${JSON.stringify(zone)} is not an IANA time zone such as Europe/Bucharest`;
    throw new InvalidInputError('time zone', [{ path: 'timeZone', message }]);
  }
}

/** `GMT`, `GMT+02:00`, and with seconds before zones had standard time. */
const OFFSET = /GMT(?:([+\-\u2212])(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** What the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(millis: number, zone: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    OFFSET.exec(formatterOf(zone).format(millis)) ?? [];
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === undefined || sign === '+' ? offset : -offset;
}

/**
 * The civil day of an instant in an IANA zone. The zone of the process plays no part.
 *
 * @throws InvalidInputError for an unknown zone, an invalid date, or a day outside the years 0 to 9999
 */
export function dayInZone(instant: Date, zone: string): Day {
  const millis = instant.getTime();
  if (Number.isNaN(millis)) {
    throw new InvalidInputError('instant', [{ path: 'instant', message: 'the date is invalid' }]);
  }
  return utcDay(new Date(millis + offsetAt(millis, zone)));
}

/** No zone is further from UTC than this, with room for the jumps of history. */
const MAX_OFFSET_MS = 26 * 3_600_000;

/**
 * The first instant of a civil day in an IANA zone. Where the clock shows its midnight twice, it is the
 * earlier one; where the clock jumps over midnight, or over the whole day, it is the instant of the jump.
 *
 * @throws InvalidInputError for an unknown zone
 */
export function startOfDay(day: Day, zone: string): Date {
  const midnight = dayNumber(day) * DAY_MS;
  const earliest = midnight - MAX_OFFSET_MS;
  const latest = midnight + MAX_OFFSET_MS;
  const candidates = [earliest, latest].map((near) => midnight - offsetAt(near, zone));
  const exact = candidates.filter((millis) => millis + offsetAt(millis, zone) === midnight);
  return new Date(exact.length > 0 ? Math.min(...exact) : jumpOver(midnight, earliest, latest, zone));
}

/** The instant at which the clocks of a zone pass a local time that they never show. */
function jumpOver(local: number, earliest: number, latest: number, zone: string): number {
  let before = earliest;
  let reached = latest;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (middle + offsetAt(middle, zone) >= local) reached = middle;
    else before = middle;
  }
  return reached;
}
