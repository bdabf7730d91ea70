import { netOf } from '../movement.ts';
import { LOT_KINDS } from '../policy/order.ts';
import type { AccountHead } from '../rows.ts';
import { compareTimer } from './check-holds.ts';
import { compareTotals, type LotCheck } from './check-lots.ts';
import type { Findings } from './report.ts';
import type { Tally } from './tally.ts';

/** Checks the head against entries, lots and the sum of the debts (invariants 3, 7 and 10). */
export function checkHead(
  head: AccountHead,
  tally: Tally,
  lots: LotCheck,
  debt: bigint,
  findings: Findings,
): void {
  const same = (member: string, expected: bigint | number | string | null, actual: typeof expected) =>
    findings.same('HEAD_DIFFERS', `head.${member}`, expected, actual);
  const owed = findings.units(head.debt, 'head.debt');
  compareTotals(head, lots, findings);
  same('debt', debt, owed);
  same('nextSeq', tally.entries + 1, head.nextSeq);
  same('generation', tally.rebuilds + 1, head.generation);
  same('firstLotAt', lots.firstLotAt, head.firstLotAt);
  const { openingAt, lastEffectiveAt, lastRecordedAt } = head;
  if (openingAt === null) same('firstDay', tally.firstDay, head.firstDay);
  same('lastEffectiveAt', laterOf(openingAt, tally.lastEffectiveAt), lastEffectiveAt);
  if ((lastRecordedAt ?? '') < tally.lastRecordedAt)
    same('lastRecordedAt', tally.lastRecordedAt, lastRecordedAt);
  if (lots.lastGroup >= head.nextGroupSeq) same('nextGroupSeq', lots.lastGroup + 1, head.nextGroupSeq);
  compareTimer('nextExpiry', lots.firstExpiry, head.nextExpiry, findings);
  if (lots.lastBooked !== null && (head.expiredBy ?? '') < lots.lastBooked)
    same('expiredBy', lots.lastBooked, head.expiredBy);
  let total = 0n;
  for (const kind of LOT_KINDS) total += findings.units(head.totals[kind].remaining, 'head.totals');
  same('net', netOf(tally.sum), total - owed);
}

function laterOf(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
