import type { CreditLedger, LotView } from 'reseller-sdk/credit-ledger';
import { ACCOUNT } from '../job.ts';

/** All lots, in the order in which they are used. */
export async function allLots(ledger: CreditLedger): Promise<readonly LotView[]> {
  const lots: LotView[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await ledger.lots(ACCOUNT, { after, limit: 500 });
    lots.push(...items);
    if (next === null) return lots;
    after = next;
  }
}
