import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { ACCOUNT, type Job } from '../job.ts';

/** Charges that one commit books. */
const BATCH = 1000;

/** What booking the charges did. */
export interface CreditCharge {
  /** Charges that were booked now. */
  readonly charged: number;
  /** Charges that vanished from the portal, and whose credit was given back now. */
  readonly withdrawn: number;
}

/**
 * Books the charges that are not booked yet on the prepaid credit, and gives back the credit of those that vanished.
 * Each happens once however often this runs, also when a run is killed between the booking and its mark: the id of
 * the charge is its key in the ledger.
 */
export async function chargeCredit(job: Job): Promise<CreditCharge> {
  const withdrawn = await withdrawVanished(job);
  return { charged: await bookOpen(job), withdrawn };
}

/** Gives back the credit of charges that the portal no longer shows. */
async function withdrawVanished({ store, ledger }: Job): Promise<number> {
  let withdrawn = 0;
  for (;;) {
    const ids = store.charges.vanished(BATCH);
    if (ids.length === 0) return withdrawn;
    for (const id of ids) {
      const { replayed } = await ledger.withdrawUsage(ACCOUNT, id);
      store.charges.markWithdrawn(id);
      if (!replayed) withdrawn += 1;
    }
  }
}

async function bookOpen({ store, ledger, output, signal }: Job): Promise<number> {
  let charged = 0;
  for (;;) {
    const open = store.charges.uncharged(BATCH);
    if (open.length === 0) return charged;
    const usages = open.map(({ id, row }) => ({ id, at: row.usageDate, amount: row.amount }));
    const results = await ledger.allocateMany(ACCOUNT, usages);
    store.charges.markCharged(open.map(({ id }) => id));
    charged += results.filter(({ replayed }) => !replayed).length;
    output.progress?.(`credit: ${charged} charges booked`);
    // SQLite never waits, so without this nobody could ask the program to stop.
    await turnOfLoop();
    signal?.throwIfAborted();
  }
}
