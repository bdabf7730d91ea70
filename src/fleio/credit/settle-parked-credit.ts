import { InvalidInputError } from '../../core/errors/input.ts';
import { type Clock, systemClock } from '../../core/time.ts';
import { type CreditKey, type CreditRow, creditKeyText } from './credit-row.ts';
import type { CreditOutbox } from './outbox.ts';
import { doneRow, releasedRow } from './transitions.ts';

/** What a human found out about a parked row: Fleio has it, or was given it by hand; or it has to be sent. */
export type ParkedVerdict = 'done' | 'send-again';

/**
 * Takes a row off the parking place. Look at the client's credit in Fleio first: `send-again` moves it whatever was
 * sent before.
 *
 * @throws InvalidInputError `NOT_PARKED` when there is no such row, or it is not parked
 * @throws ConcurrencyError `VERSION_CONFLICT` when another settled it at the same moment
 */
export async function settleParkedCredit(
  outbox: CreditOutbox,
  key: CreditKey,
  verdict: ParkedVerdict,
  clock: Clock = systemClock,
): Promise<CreditRow> {
  const text = creditKeyText(key);
  const row = (await outbox.forInvoice(key.invoiceId)).find((other) => creditKeyText(other) === text);
  if (row?.state !== 'parked') {
    const message = row === undefined ? 'there is no such row' : `the row is ${row.state}`;
    throw new InvalidInputError(`the credit row ${text}`, [{ path: '', message }], 'NOT_PARKED');
  }
  const next = verdict === 'done' ? doneRow(row, row.sent, clock.now()) : releasedRow(row);
  await outbox.save(next, row.version);
  return next;
}
