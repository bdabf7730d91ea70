import { type AmountInput, formatUnits, parseAmount, pow10, toUnits } from '../../core/amount.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { type Day, type InstantInput, isDay, parseDay, parseInstant, readInstant } from '../../core/time.ts';
import type { LedgerAccount } from '../account.ts';
import { type BusinessCalendar, calendarOf } from '../calendar.ts';
import { type Rounding, roundUnits } from '../policy/rounding.ts';

/** An instant as the ledger keeps it, and its business day. */
export interface Moment {
  /** ISO text with `Z` and milliseconds. */
  readonly at: string;
  readonly day: string;
}

/** An amount as booked and as it arrived. */
export interface Figure {
  readonly units: bigint;
  readonly requested: string;
}

const ISO_LENGTH = 24;
const KEPT = /^.{10}T.{12}Z$/;
const MAX_TEXT = 200;
/** Control characters, and halves of surrogate pairs, which no database keeps as they are. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
const NOWHERE: Moment = { at: '', day: '' };
const NOTHING: Figure = { units: 0n, requested: '0' };
const RESERVED_USAGE = /^(?:adjust|hold|refund):/;
const RESERVED_HOLD = /:(?:post|void)$/;
const RESERVED_PURCHASE = /^opening$|:(?:purchased|bonus)$/;
const RESERVED_CORRECTION = /^withdraw:/;
/** More than any money, and few enough digits that no sum of amounts is too long to be read again. */
const MAX_WHOLE_DIGITS = 40;

/**
 * Reads the arguments of a command and keeps every problem it finds; `finish` throws them all at once. What
 * could not be read has a harmless value until then.
 */
export class Intake {
  readonly #issues: Issue[] = [];
  readonly #calendar: BusinessCalendar;
  readonly #scale: number;
  readonly #currency: string;

  /** @param rules of the account that the arguments are for; without one, days are those of UTC */
  constructor({ businessTimeZone = 'UTC', scale = 0, currency = '' }: Partial<LedgerAccount>) {
    this.#calendar = calendarOf(businessTimeZone);
    this.#scale = scale;
    this.#currency = currency;
  }

  /** Whether anything was refused so far. */
  get hasIssues(): boolean {
    return this.#issues.length > 0;
  }

  refuse(path: string, message: string, code?: string): void {
    this.#issues.push(code === undefined ? { path, message } : { path, message, code });
  }

  /** @throws InvalidInputError with the code that all issues share, or `INVALID_INPUT` */
  finish(what: string): void {
    const [first, ...others] = this.#issues;
    if (first === undefined) return;
    const shared = others.every(({ code }) => code === first.code) ? first.code : undefined;
    throw new InvalidInputError(what, this.#issues, shared);
  }

  /** A name given by the caller: 1 to 200 characters, not blank, none of them a control character or half a pair. */
  id(value: string, path: string): string {
    if (typeof value === 'string' && value.trim() !== '') return this.text(value, path) ?? '';
    this.refuse(path, 'must be text that is not blank');
    return '';
  }

  /** The id of a usage, outside the names that the ledger forms itself. */
  usageId(value: string, path: string): string {
    const id = this.id(value, path);
    if (RESERVED_USAGE.test(id)) this.refuse(path, 'must not begin with adjust:, hold: or refund:');
    return id;
  }

  /**
   * The id of a purchase; what completes `p` has the key `purchase:p:bonus`, and the lots of the opening balance are
   * called as those of a purchase `opening` would be.
   */
  purchaseId(value: string, path: string): string {
    const id = this.id(value, path);
    if (RESERVED_PURCHASE.test(id))
      this.refuse(path, 'must not be opening, nor end with :purchased or :bonus');
    return id;
  }

  /** The id of a refund or an adjustment; a withdrawal books such under its own key, `withdraw:<usageId>:<n>`. */
  correctionId(value: string, path: string): string {
    const id = this.id(value, path);
    if (RESERVED_CORRECTION.test(id)) this.refuse(path, 'must not begin with withdraw:');
    return id;
  }

  /** The id of a hold; posting `h` has the key `hold:h:post`, which no other may have. */
  holdId(value: string, path: string): string {
    const id = this.id(value, path);
    if (RESERVED_HOLD.test(id)) this.refuse(path, 'must not end with :post or :void');
    return id;
  }

  /** Optional text. */
  text(value: string | null | undefined, path: string): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string' && value.length <= MAX_TEXT && !UNFIT.test(value)) return value;
    this.refuse(
      path,
      `must be text of at most ${MAX_TEXT} characters without control characters or broken pairs`,
    );
    return null;
  }

  /** An instant, or a day: the first instant of that day in the account's business zone (rule X6). */
  moment(value: InstantInput | Day, path: string): Moment {
    try {
      const named = typeof value === 'string' && isDay(value) ? value : undefined;
      const at = named === undefined ? instantText(value, path) : this.#calendar.start(named);
      if (at.length === ISO_LENGTH) return { at, day: named ?? this.#calendar.dayOf(at) };
      this.refuse(path, 'lies outside the years 0 to 9999');
    } catch (error) {
      this.#keep(error);
    }
    return NOWHERE;
  }

  /** An exact amount; it may have more decimals than the account only where it is to be rounded. */
  amount(value: AmountInput, path: string, rounding: Rounding | null = null): Figure {
    try {
      const figure = rounding === null ? this.#exact(value, path) : this.#rounded(value, path, rounding);
      const limit = pow10(MAX_WHOLE_DIGITS + this.#scale);
      if (-limit < figure.units && figure.units < limit) return figure;
      this.refuse(path, `must have at most ${MAX_WHOLE_DIGITS} digits before the point`, 'INVALID_AMOUNT');
    } catch (error) {
      this.#keep(error);
    }
    return NOTHING;
  }

  /** An amount that is greater than zero. */
  charge(value: AmountInput, path: string, rounding: Rounding | null): Figure {
    const figure = this.amount(value, path, rounding);
    if (figure !== NOTHING && figure.units <= 0n) this.refuse(path, 'must be greater than zero');
    return figure;
  }

  /** An optional calendar day. */
  day(value: string | undefined, path: string): Day | undefined {
    try {
      return value === undefined ? undefined : parseDay(value, path);
    } catch (error) {
      this.#keep(error);
      return undefined;
    }
  }

  /** The currency that a command may name to be safe. */
  currency(value: string | undefined, path: string): void {
    if (value === undefined || value === this.#currency) return;
    this.refuse(
      path,
      `is ${JSON.stringify(String(value).slice(0, 10))} but the account keeps ${this.#currency}; open an account per currency`,
      'CURRENCY_MISMATCH',
    );
  }

  #exact(value: AmountInput, path: string): Figure {
    const units = toUnits(value, this.#scale, path);
    return { units, requested: formatUnits(units, this.#scale) };
  }

  #rounded(value: AmountInput, path: string, { scale, mode }: Rounding): Figure {
    const exact = parseAmount(value, path);
    const units = roundUnits(exact.units, exact.scale, scale, mode) * pow10(this.#scale - scale);
    return { units, requested: formatUnits(exact.units, exact.scale) };
  }

  #keep(error: unknown): void {
    if (!(error instanceof InvalidInputError)) throw error;
    this.#issues.push(...error.issues);
  }
}

/** The instant as the ledger keeps it; most texts are that already. */
function instantText(value: InstantInput, path: string): string {
  if (typeof value === 'string' && KEPT.test(value) && readInstant(value) !== undefined) return value;
  return parseInstant(value, path).toISOString();
}
