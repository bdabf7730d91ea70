import * as z from 'zod/mini';
import { formatUnits, readAmount } from '../../core/amount.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { Secret } from '../../core/secret.ts';
import { dayInZone } from '../../core/zone.ts';
import { MAX_CLIENT_GROUPS } from '../field-lengths.ts';

/** What may stand in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;
const CURRENCY = /^[A-Z]{3}$/;

/** Says why a value does not fit. */
class Unfit {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** A value as `read` makes it. What does not fit is never quoted: it may be a token in the wrong place. */
function reading<Output>(read: (value: unknown) => Output | Unfit) {
  return z.pipe(
    z.unknown(),
    z.transform((value, { issues }): Output => {
      const result = read(value);
      if (!(result instanceof Unfit)) return result;
      issues.push({ code: 'custom', message: result.message, input: undefined });
      return z.NEVER;
    }),
  );
}

/** A token, as text or `Secret`; blanks around it are trimmed. */
export function token() {
  return reading((value) => {
    const text = value instanceof Secret ? value.reveal() : value;
    const plain = typeof text === 'string' ? text.trim() : '';
    if (plain === '') return new Unfit('must be the token of a staff user');
    const isSendable = SENDABLE.test(plain);
    return isSendable ? new Secret(plain) : new Unfit('holds blanks, control or non-ASCII characters');
  });
}

/** An address as `check` writes it, without slashes at its end. */
export function address(check: (text: string) => string) {
  return reading((value) => {
    if (typeof value !== 'string') return new Unfit('must be an absolute http or https URL');
    try {
      return check(value.trim()).replace(/\/+$/, '');
    } catch (error) {
      if (error instanceof ResellerSdkError) return new Unfit(error.message);
      throw error;
    }
  });
}

/** An amount from zero up, as plain decimal text. */
export function amount() {
  return reading((value) => {
    const isAmount = typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number';
    const read = isAmount ? readAmount(value, '') : undefined;
    if (read === undefined || !('units' in read)) {
      return new Unfit('must be an amount: decimal text, a bigint or a safe integer');
    }
    return read.units < 0n ? new Unfit('must not be negative') : formatUnits(read.units, read.scale);
  });
}

/** A number in bounds. */
export function number(least: number, most: number) {
  return reading((value) => {
    const fits = typeof value === 'number' && value >= least && value <= most;
    return fits ? value : new Unfit(`must be a number from ${least} to ${most}`);
  });
}

/** A whole number from zero up. */
export function wholeNumber(most = Number.MAX_SAFE_INTEGER) {
  return reading((value) => {
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
    const to = most === Number.MAX_SAFE_INTEGER ? 'up' : `to ${most}`;
    return fits ? value : new Unfit(`must be a whole number from 0 ${to}`);
  });
}

/** Names: a list, or text with commas between them. Blank ones are dropped. */
export function names(most = Number.POSITIVE_INFINITY) {
  return reading((value): readonly string[] | Unfit => {
    const list: unknown = typeof value === 'string' ? value.split(',') : value;
    if (!Array.isArray(list) || !list.every((name) => typeof name === 'string')) {
      return new Unfit('must be names: a list, or text with commas between them');
    }
    const given = list.map((name) => name.trim()).filter((name) => name !== '');
    if (given.some((name) => name.includes(','))) return new Unfit('a name must not hold a comma');
    return given.length > most ? new Unfit(`must be ${most} names at most`) : given;
  });
}

/** Names of client groups. */
export function groupNames() {
  return names(MAX_CLIENT_GROUPS);
}

/** A text, trimmed; blank: none. */
export function textOrNone() {
  return reading((value) => {
    if (typeof value !== 'string') return new Unfit('must be a text');
    const text = value.trim();
    return text === '' ? undefined : text;
  });
}

/** An IANA time zone. */
export function timeZone() {
  return reading((value) => {
    const zone = typeof value === 'string' ? value : '';
    try {
      dayInZone(new Date(0), zone);
      return zone;
    } catch (error) {
      if (error instanceof InvalidInputError)
        return new Unfit('must be an IANA zone such as Europe/Bucharest');
      throw error;
    }
  });
}

/** An ISO 4217 code. */
export function currency() {
  return reading((value) => {
    const isCode = typeof value === 'string' && CURRENCY.test(value);
    return isCode ? value : new Unfit('must be a currency code such as USD');
  });
}

/** A toggle, off unless it is switched on. */
export function toggle() {
  return z._default(z.boolean('must be true or false'), false);
}
