import { InvalidInputError } from './errors/input.ts';
import { DAY_MS, type Day, dayNumber, parseDay } from './time.ts';

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
    return new Intl.DateTimeFormat('en-CA-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch {
    throw new InvalidInputError('time zone', [
      {
        path: 'timeZone',
        message: `${JSON.stringify(zone)} is not an IANA time zone such as Europe/Bucharest`,
      },
    ]);
  }
}

/**
 * The civil day of an instant in an IANA zone. The zone of the process plays no part.
 *
 * @throws InvalidInputError for an unknown zone
 */
export function dayInZone(instant: Date, zone: string): Day {
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const year = (parts.get('year') ?? '').padStart(4, '0');
  return parseDay(`${year}-${parts.get('month')}-${parts.get('day')}`);
}

/** No zone is further from UTC than this, with room for the jumps of history. */
const MAX_OFFSET_MS = 26 * 3_600_000;

/**
 * The first instant of a civil day in an IANA zone. Where the clock jumps over midnight, or over the whole
 * day, it is the first instant that is not before that day.
 *
 * @throws InvalidInputError for an unknown zone
 */
export function startOfDay(day: Day, zone: string): Date {
  const midnight = dayNumber(day) * DAY_MS;
  if (zone === 'UTC') return new Date(midnight);
  let before = midnight - MAX_OFFSET_MS;
  let reached = midnight + MAX_OFFSET_MS;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (dayInZone(new Date(middle), zone) >= day) reached = middle;
    else before = middle;
  }
  return new Date(reached);
}
