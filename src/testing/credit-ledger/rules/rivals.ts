import { CreditLedger, type CreditLedgerRepository } from '../../../credit-ledger/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import { auditedBooks } from '../audit.ts';
import type { OpenedLedgerStore } from '../opened-store.ts';

const RIVALS = 4;
const PER_RIVAL = 24;
const MANY = 5;
const PATIENCE = 1000;

/** Usages of one rival: most are its own, every third is one that all rivals try to book. */
function usagesOf(rival: number) {
  return Array.from({ length: PER_RIVAL }, (_, index) => ({
    id: index % 3 === 0 ? `shared ${index}` : `rival ${rival} usage ${index}`,
    at: `2026-01-${String((index % 20) + 2).padStart(2, '0')}`,
    amount: '1.1',
  }));
}

/** Books everything, some of it one by one and some of it many at once. */
async function work(repository: CreditLedgerRepository, account: string, rival: number): Promise<void> {
  const ledger = new CreditLedger({ repository, tries: PATIENCE });
  await ledger.openAccount({ id: account, currency: 'USD' });
  await ledger.recordPurchase(account, { id: 'pack', at: '2026-01-01', cash: '30', bonus: '10' });
  const usages = usagesOf(rival);
  for (let next = 0; next < usages.length; ) {
    const isBatch = next % 2 === rival % 2;
    const some = usages.slice(next, next + (isBatch ? MANY : 1));
    const [first] = some;
    if (isBatch) await ledger.allocateMany(account, some);
    else if (first !== undefined) await ledger.allocateUsage(account, first);
    next += some.length;
  }
  await ledger.recordPurchase(account, { id: `pack ${rival}`, at: '2026-01-10', cash: '5.5' });
}

export const rivalRules: readonly StoreRule<OpenedLedgerStore>[] = [
  {
    name: `lets ${RIVALS} ledgers work on one account: nothing overspent, nothing twice, nothing lost`,
    check: async ({ repository, connect }) => {
      const ledgers = Array.from({ length: RIVALS }, async (_, rival) => {
        const connection = (await connect?.()) ?? repository;
        await work(connection, 'acct', rival);
        await work(connection, `acct ${rival}`, rival);
      });
      await Promise.all(ledgers);
      const { usages, lots, head } = await auditedBooks(repository, 'acct');
      const due = Array.from({ length: RIVALS }, (_, rival) => usagesOf(rival).map(({ id }) => id)).flat();
      expectSame(usages.map(({ id }) => id).sort(), [...new Set(due)].sort(), 'the usages on record');
      expectSame(lots.length, 2 + RIVALS, 'the number of lots');
      const booked = new CreditLedger({ repository });
      for (let rival = 0; rival < RIVALS; rival += 1) {
        const results = await booked.allocateMany('acct', usagesOf(rival));
        expectSame(
          results.map(({ replayed }) => replayed),
          results.map(() => true),
          'a repeat is a replay',
        );
        expectSame(
          (await auditedBooks(repository, `acct ${rival}`)).usages.length,
          PER_RIVAL,
          'its own account',
        );
      }
      expectSame(await repository.head('acct'), head, 'the head after repeats');
    },
  },
];
