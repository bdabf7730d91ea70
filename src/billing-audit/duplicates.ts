import type { ScaledAmount } from '../core/amount.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import { ChargeReader, type ReadCharge } from './charge-reader.ts';
import type { Code } from './codes.ts';
import type { DayNumber } from './days.ts';
import type { Grade } from './finding.ts';
import { compareMoney, formatMoney, isSame, larger, moneyOrNull } from './money.ts';
import { type AuditPolicy, type AuditPolicyInput, completePolicy } from './policy.ts';
import type { Charge, Service } from './records.ts';
import { type ServiceKey, serviceKey } from './service.ts';

/** What a charge repeats, and whether it is for certain one too many. */
export interface Repeat {
  readonly codes: readonly Code[];
  readonly verdict: 'duplicate' | 'review';
  /** Id of the charge that it repeats. */
  readonly repeatOf: string;
}

/** How a service is charged, for telling repeats from renewals. */
export interface RepeatContext {
  readonly cycleDays: number;
  /** Grade of the rhythm; a rhythm that is missing proves no repeat. */
  readonly grade: Grade;
  /**
   * Grade of the identity, default `observed`. A line that is only inferred to be the device's repeats none but one
   * with the same printed account and device, because it could be another device's.
   */
  readonly identity?: Grade | undefined;
  /** Units listed near the day, as decimal text; null if that is not known. */
  readonly listedUnits: string | null;
  /** Units counted on the day; null if that is not known. */
  readonly countedUnits: number | null;
}

/** A context with its numbers read. */
export interface RepeatScene {
  readonly cycleDays: number;
  readonly grade: Grade;
  readonly identity: Grade;
  readonly units: ScaledAmount | null;
}

interface Seen {
  readonly charge: Charge;
  readonly identity: Grade;
  readonly quantity: ScaledAmount | null;
  readonly amount: ScaledAmount;
}

interface Track {
  day: DayNumber;
  /** Lines of that day, in order of their ids. */
  lines: Seen[];
  renewal: { readonly day: DayNumber; readonly seen: Seen } | null;
}

/** The most units that the listing near a day or the counts of that day show; null if neither is known. */
export function mostUnits(listed: ScaledAmount | null, counted: number | null): ScaledAmount | null {
  const count = counted === null ? null : { units: BigInt(counted), scale: 0 };
  if (listed === null || count === null) return listed ?? count;
  return larger(listed, count);
}

/** Whether two lines of a service are about one device beyond doubt. */
function isOfOneDevice(a: Seen, b: Seen): boolean {
  if (a.identity === 'observed' && b.identity === 'observed') return true;
  return a.charge.account === b.charge.account && a.charge.deviceRef === b.charge.deviceRef;
}

function isAlike(a: Seen, b: Seen): boolean {
  return (
    a.charge.text === b.charge.text &&
    isSame(a.quantity, b.quantity) &&
    isSame(a.amount, b.amount) &&
    isOfOneDevice(a, b)
  );
}

/** By quantity; where one is not printed, by the text that may hold the number. */
function hasOtherSeats(a: Seen, b: Seen): boolean {
  if (a.quantity !== null && b.quantity !== null) return !isSame(a.quantity, b.quantity);
  return a.charge.text !== b.charge.text;
}

/**
 * Tells repeated charges from renewals, in one pass over charges in order of day and id, with memory for the services.
 * Credits and charges of 0 are neither. Source: billing-audit design 9.
 */
export class RepeatWatch {
  readonly #policy: AuditPolicy;
  readonly #perUnit: ReadonlySet<string>;
  readonly #tracks = new Map<ServiceKey, Track>();
  readonly #reader = new ChargeReader();

  /** @throws InvalidInputError for a policy that makes no sense */
  constructor(policy?: AuditPolicyInput) {
    this.#policy = completePolicy(policy);
    this.#perUnit = new Set(this.#policy.perUnit);
  }

  /**
   * Takes the next charge of a service in, and says what it repeats; null for the first line of a renewal.
   *
   * @throws InvalidInputError for a charge whose day or amount cannot be read
   */
  see(service: Service, charge: Charge, context: RepeatContext): Repeat | null {
    const read = this.#reader.read(charge);
    if (read === undefined) {
      const message = 'needs a calendar day YYYY-MM-DD and a decimal amount';
      throw new InvalidInputError('charge', [{ path: 'charge', message }]);
    }
    const { cycleDays, grade, identity = 'observed', listedUnits, countedUnits } = context;
    const units = mostUnits(moneyOrNull(listedUnits), countedUnits);
    return this.watch(serviceKey(service), read, { cycleDays, grade, identity, units });
  }

  /** @internal */
  watch(key: ServiceKey, { charge, day, amount, quantity }: ReadCharge, scene: RepeatScene): Repeat | null {
    if (amount.units <= 0n) return null;
    const seen: Seen = { charge, identity: scene.identity, quantity, amount };
    const isPerUnit = this.#perUnit.has(charge.category);
    const track = this.#tracks.get(key);
    if (track === undefined) {
      this.#tracks.set(key, { day, lines: [seen], renewal: { day, seen } });
      return null;
    }
    if (track.day !== day) {
      track.day = day;
      track.lines = [seen];
      return isPerUnit ? null : this.#inPeriod(track, day, seen, scene);
    }
    const repeat = isPerUnit ? moreThanUnits(track.lines, seen, scene) : sameDay(track.lines, seen, scene);
    track.lines.push(seen);
    return repeat;
  }

  /** A repeat does not become the renewal that the next charge is measured from. */
  #inPeriod(track: Track, day: DayNumber, seen: Seen, { cycleDays, grade }: RepeatScene): Repeat | null {
    const { renewal } = track;
    const gapDays = renewal === null ? 0 : day - renewal.day;
    const isRepeat =
      renewal !== null && cycleDays > 1 && gapDays < cycleDays - this.#policy.repeatToleranceDays;
    if (!isRepeat) {
      track.renewal = { day, seen };
      return null;
    }
    const isTopUp = hasOtherSeats(renewal.seen, seen);
    const codes: Code[] = [{ code: 'REPEAT_IN_PERIOD', gapDays }];
    if (isTopUp) codes.push({ code: 'TOP_UP_POSSIBLE' });
    const isCertain = !isTopUp && grade !== 'missing' && isOfOneDevice(renewal.seen, seen);
    const verdict = isCertain ? 'duplicate' : 'review';
    return { codes, verdict, repeatOf: renewal.seen.charge.id };
  }
}

/** The line of the day that a further one repeats: one just like it, else the first. */
function repeated(earlier: readonly Seen[], seen: Seen, { grade }: RepeatScene): Omit<Repeat, 'codes'> {
  const alike = earlier.find((one) => isAlike(one, seen));
  const verdict = alike !== undefined && grade !== 'missing' ? 'duplicate' : 'review';
  return { verdict, repeatOf: (alike ?? earlier[0] ?? seen).charge.id };
}

function sameDay(earlier: readonly Seen[], seen: Seen, scene: RepeatScene): Repeat {
  const codes: Code[] = [{ code: 'REPEAT_SAME_DAY', n: earlier.length + 1 }];
  return { codes, ...repeated(earlier, seen, scene) };
}

function moreThanUnits(earlier: readonly Seen[], seen: Seen, scene: RepeatScene): Repeat | null {
  const { units } = scene;
  const lines = earlier.length + 1;
  if (units === null || compareMoney({ units: BigInt(lines), scale: 0 }, units) <= 0) return null;
  const codes: Code[] = [{ code: 'MORE_LINES_THAN_UNITS', lines, units: formatMoney(units) }];
  return { codes, ...repeated(earlier, seen, scene) };
}
