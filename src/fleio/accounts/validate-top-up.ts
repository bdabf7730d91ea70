import { type AmountInput, parseDecimalText } from '../../core/amount.ts';
import { minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { compare, type Fraction, fraction, roundHalfUp, ZERO } from '../../core/fraction.ts';
import { localStatus } from './local-status.ts';

/** What a customer's top-up is measured by. */
export interface TopUpRules {
  /** Least amount, inclusive, in the currency of the client. */
  readonly min: AmountInput;
  /** Greatest amount, inclusive, in the currency of the client. */
  readonly max: AmountInput;
  /** Currency of the client (ISO 4217 code); amounts with more decimals than it has are invalid. */
  readonly currency: string;
  /** Status of the service in the billing system. */
  readonly serviceStatus: string;
  /** Decimals of currencies that differ from ISO 4217, by code. */
  readonly minorUnits?: Readonly<Record<string, number>> | undefined;
}

/** Whether an amount that a customer typed may become an invoice. */
export type TopUpCheck =
  | {
      readonly result: 'ok';
      /** With all decimals of the currency. */
      readonly amount: string;
      /** The client may not exist in Fleio yet; his credit waits until he does. */
      readonly warning?: 'service_pending';
    }
  | { readonly result: 'invalid' | 'below' | 'above' | 'service_closed' };

const CLOSED: readonly string[] = ['cancelled', 'terminated'];
/** One separator, and digits on both sides of it; `\d` is ASCII alone. */
const TYPED = /^\d+(?:[.,]\d+)?$/;

/**
 * Judges an amount of credit that a customer typed. A comma is read as a point; signs, grouping, exponents, and more
 * decimals than the currency has are `invalid`. The service is looked at first: a cancelled or terminated one takes
 * no credit, a suspended one does, so that its owner can pay his way out.
 *
 * The bounds hold for top-ups alone, never for automatic invoices.
 *
 * Source: contract fleio 9.4, 9.5.
 * @throws InvalidInputError when the bounds are no amounts, negative, or the wrong way round
 */
export function validateTopUp(typed: string, rules: TopUpRules): TopUpCheck {
  const { least, most } = boundsOf(rules);
  const status = localStatus(rules.serviceStatus);
  if (CLOSED.includes(status)) return { result: 'service_closed' };
  const digits = minorUnitOf(rules.currency, rules.minorUnits);
  const value = readTyped(typed, digits);
  if (value === undefined) return { result: 'invalid' };
  if (compare(value, least) < 0) return { result: 'below' };
  if (compare(value, most) > 0) return { result: 'above' };
  const amount = moneyText(roundHalfUp(value, digits), digits);
  return { result: 'ok', amount, ...(status === 'pending' && { warning: 'service_pending' }) };
}

/** What was typed, if it is an amount of so many decimals at most. */
function readTyped(typed: string, digits: number): Fraction | undefined {
  const text = typed.trim();
  if (!TYPED.test(text)) return undefined;
  const [whole = '', decimals = ''] = text.split(/[.,]/);
  if (decimals.length > digits) return undefined;
  const plain = `${whole}.${decimals}0`;
  return parseDecimalText(plain) === undefined ? undefined : fraction(plain, 'amount');
}

function boundsOf({ min, max }: TopUpRules): { readonly least: Fraction; readonly most: Fraction } {
  const least = fraction(min, 'min');
  const most = fraction(max, 'max');
  const issues = [];
  if (compare(least, ZERO) < 0) issues.push({ path: 'min', message: 'must not be negative' });
  if (compare(most, least) < 0) issues.push({ path: 'max', message: 'must not be less than min' });
  if (issues.length > 0) throw new InvalidInputError('the bounds of a top-up', issues);
  return { least, most };
}
