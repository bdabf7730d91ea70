import { addDays, parseDay } from '../../core/time.ts';
import type { Movement } from '../movement.ts';
import { movementOf } from '../plan/periods.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead } from '../rows.ts';

const PAGE = 1000;

/** What happened on each day on which something did, from `from` on, up to `until` if it is given. */
export async function dayMovements(
  reads: CreditLedgerReads,
  { account }: AccountHead,
  from: string,
  until?: string,
): Promise<Map<string, Movement>> {
  const days = new Map<string, Movement>();
  const before = until === undefined ? undefined : addDays(parseDay(until), 1);
  let start = from;
  for (;;) {
    const page = await reads.periods(account.id, { unit: 'day', from: start, before, limit: PAGE });
    for (const row of page) days.set(row.period, movementOf(row, account.scale));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return days;
    start = addDays(parseDay(last.period), 1);
  }
}
