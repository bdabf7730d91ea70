import {
  type AccountHead,
  CreditLedger,
  type CreditLedgerRepository,
  type CreditLot,
  InMemoryCreditLedgerRepository,
} from '../../../src/credit-ledger/index.ts';
import { orderKey } from '../../../src/credit-ledger/policy/order.ts';
import { minute } from './history.ts';

/** The account of every ledger that is measured. */
export const ACCOUNT = 'bench';

const CHUNK = 50_000;

/** A ledger in memory, and the store under it. */
export interface Seeded {
  readonly ledger: CreditLedger;
  readonly repository: CreditLedgerRepository;
}

/** A ledger with so many open lots of 1, one per minute. */
export async function seeded(count: number): Promise<Seeded> {
  const repository = new InMemoryCreditLedgerRepository();
  const ledger = new CreditLedger({ repository });
  await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
  await ledger.recordPurchase(ACCOUNT, { id: 'pack-0', at: minute(0), cash: 1 });
  const [pattern] = await repository.lots(ACCOUNT, { limit: 1 });
  if (pattern === undefined) throw new Error('a purchase makes a lot');
  for (let from = 1; from < count; from += CHUNK)
    await addLots(repository, pattern, from, Math.min(from + CHUNK, count));
  return { ledger, repository };
}

/** Writes lots as purchases would leave them, without a million commands. */
async function addLots(
  repository: CreditLedgerRepository,
  pattern: CreditLot,
  from: number,
  until: number,
): Promise<void> {
  const head = await repository.head(ACCOUNT);
  if (head === undefined) throw new Error('the account is open');
  const lots = Array.from({ length: until - from }, (_lot, index) => lotAt(pattern, from + index));
  const none = { entries: [], usages: [], holds: [], periods: [], commands: [] };
  await repository.commit(ACCOUNT, head.version, { ...none, head: headAfter(head, until), lots });
}

function lotAt(pattern: CreditLot, index: number): CreditLot {
  const place = { ...pattern, id: `pack-${index}:p`, effectiveAt: minute(index), groupSeq: index + 1 };
  const { effectiveAt } = place;
  return Object.freeze({
    ...place,
    origin: Object.freeze({ type: 'purchase', id: `pack-${index}` }),
    day: effectiveAt.slice(0, 10),
    orderKey: orderKey(place, 'oldest-first'),
  });
}

function headAfter(head: AccountHead, count: number): AccountHead {
  const original = String(count);
  const purchased = { ...head.totals.purchased, original, remaining: original };
  return {
    ...head,
    version: head.version + 1,
    nextGroupSeq: count + 1,
    totals: { ...head.totals, purchased },
  };
}
