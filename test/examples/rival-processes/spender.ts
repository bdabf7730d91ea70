/** One of several processes that book usage of one account. Tells its parent after each command. */
import { setTimeout as wait } from 'node:timers/promises';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import { openStore } from './open-store.ts';
import { ACCOUNT, type Assignment, chunksOf, PACK, packsOf } from './workload.ts';

const LATEST_KILL_MS = 60_000;

const assignment = JSON.parse(process.argv[2] ?? '') as Assignment;
const { close, ...options } = openStore(assignment);
let commits = 0;
let conflicts = 0;
const { repository } = options;
const { commit } = repository;
repository.commit = async (...values) => {
  commits += 1;
  try {
    await commit.apply(repository, values);
  } catch (error) {
    conflicts += 1;
    throw error;
  }
};
const ledger = new CreditLedger({ ...options, tries: 1000 });
const packs = packsOf(assignment);
const chunks = chunksOf(assignment);
await ledger.openAccount({ id: ACCOUNT, currency: 'USD' });
for (const [index, chunk] of chunks.entries()) {
  const due = packs.slice(
    Math.floor((index * packs.length) / chunks.length),
    Math.floor(((index + 1) * packs.length) / chunks.length),
  );
  for (const id of due) await ledger.recordPurchase(ACCOUNT, { id, at: '2026-01-01', ...PACK });
  const [first] = chunk;
  if (chunk.length > 1) await ledger.allocateMany(ACCOUNT, chunk);
  else if (first !== undefined) await ledger.allocateUsage(ACCOUNT, first);
  process.send?.({ done: index + 1 });
}
if (assignment.isDoomed) await wait(LATEST_KILL_MS);
process.send?.({ commits, conflicts });
await close();
process.disconnect?.();
