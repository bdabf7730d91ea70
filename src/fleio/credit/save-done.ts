import { type CreditRow, creditKeyText, type SentCredit } from './credit-row.ts';
import type { CreditOutbox } from './outbox.ts';
import { doneRow } from './transitions.ts';

const MAX_TRIES = 10;

/**
 * Notes that Fleio has done what was sent, whatever others did to the row meanwhile: a run that took the row for dead,
 * or a human, knew less.
 *
 * @throws ConcurrencyError `VERSION_CONFLICT` when others save the row again and again, and what the outbox throws
 */
export async function saveDone(
  outbox: CreditOutbox,
  row: CreditRow,
  sent: SentCredit,
  now: Date,
): Promise<void> {
  let current: CreditRow | undefined = row;
  for (let tries = 1; current !== undefined && current.state !== 'done'; tries += 1) {
    try {
      await outbox.save(doneRow(current, sent, now), current.version);
      return;
    } catch (error) {
      if (!isConflict(error) || tries === MAX_TRIES) throw error;
    }
    current = await readAgain(outbox, row);
  }
}

async function readAgain(outbox: CreditOutbox, row: CreditRow): Promise<CreditRow | undefined> {
  const key = creditKeyText(row);
  return (await outbox.forInvoice(row.invoiceId)).find((other) => creditKeyText(other) === key);
}

/** Whether an error means that another writer was first. By code: an outbox may use its own copy of the classes. */
export function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'VERSION_CONFLICT';
}
