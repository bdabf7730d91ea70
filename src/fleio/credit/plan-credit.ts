import type { AmountInput } from '../../core/amount.ts';
import { minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { fraction } from '../../core/fraction.ts';
import { convertToUnits } from '../accounts/convert-amount.ts';
import type { ClientRecord } from '../types/clients.ts';
import type { CreditRow, SentCredit } from './credit-row.ts';

/** What a row comes to for the client as Fleio knows him now. */
export interface CreditFacts {
  readonly client: ClientRecord;
  readonly rates: Readonly<Record<string, AmountInput>>;
  readonly minorUnits?: Readonly<Record<string, number>> | undefined;
  /** The row `add` of the same invoice and service, if this one is a refund and there is such a row. */
  readonly added: CreditRow | undefined;
}

/** What to ask of Fleio, but for its key. */
type PlannedCredit = Omit<SentCredit, 'sourceKey'>;

/**
 * What to ask of Fleio: the amount in the currency of the Fleio client, rounded once. A refund takes back exactly what
 * the payment added, whatever the rates are now, unless the client has another currency by then.
 *
 * @throws InvalidInputError `CURRENCY_MISSING` when the client has none, `CURRENCY_UNKNOWN` when a rate is missing
 */
export function planCredit(row: CreditRow, facts: CreditFacts): PlannedCredit {
  const { client, rates, minorUnits, added } = facts;
  const clientId = String(client.id);
  const { currency } = client;
  if (currency === undefined || currency === null || currency === '') throw withoutCurrency(row.accountId);
  if (added?.sent?.currency === currency) return { clientId, amount: added.sent.amount, currency };
  const units = convertToUnits(fraction(row.amount, 'amount'), row.currency, currency, { rates, minorUnits });
  return { clientId, amount: moneyText(units, minorUnitOf(currency, minorUnits)), currency };
}

/** Whether an amount rounded to zero: Fleio takes none but positive ones, so there is nothing to ask for. */
export function isNothing({ amount }: SentCredit): boolean {
  return !/[1-9]/.test(amount);
}

function withoutCurrency(accountId: string): InvalidInputError {
  const message = `the Fleio client ${accountId} has no currency`;
  return new InvalidInputError('the credit', [{ path: 'currency', message }], 'CURRENCY_MISSING');
}
