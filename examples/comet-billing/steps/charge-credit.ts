import { ACCOUNT, type Job } from '../job.ts';

/** Charges that one commit books. */
const BATCH = 1000;

/** What booking the charges did. */
export interface CreditCharge {
  /** Charges that were booked now. */
  readonly charged: number;
}

/**
 * Books the charges that are not booked yet on the prepaid credit. A charge is booked once however often this
 * runs, also when a run is killed between the booking and its mark: its id is its key in the ledger.
 */
export async function chargeCredit({ store, ledger }: Job): Promise<CreditCharge> {
  let charged = 0;
  for (;;) {
    const open = store.charges.uncharged(BATCH);
    if (open.length === 0) return { charged };
    const usages = open.map(({ id, row }) => ({ id, at: row.usageDate, amount: row.amount }));
    const results = await ledger.allocateMany(ACCOUNT, usages);
    store.charges.markCharged(open.map(({ id }) => id));
    charged += results.filter(({ replayed }) => !replayed).length;
  }
}
