import type { Issue } from '../../core/errors/input.ts';
import type { AccountAliases } from '../../identity/index.ts';
import { type AuditPolicyInput, completePolicy } from '../policy.ts';
import type { Fact } from '../records.ts';
import { byTime, readFact, refuseFacts, type TimedFact } from './fact-reader.ts';
import type { LifeBook } from './life-book.ts';
import { LifeFolder } from './life-folder.ts';

/** What lives are folded with. */
export interface FoldLivesOptions {
  readonly policy?: AuditPolicyInput | undefined;
  /** Renamed accounts: printed name to known name (X4). */
  readonly aliases?: AccountAliases | undefined;
}

/**
 * Works out when each service lived. Facts may come in any order and be repeated.
 *
 * A registration opens a life unless one is open; a revoke or the end of the account closes it, and else a reading
 * without the device, or one that counts none of the category where it counted some before. A later sighting takes
 * an absence back, a later positive count a drop, and a job on a later UTC day any end that it contradicts.
 *
 * Source: billing-audit 4.4, design 7.
 * @throws InvalidInputError with every fact that cannot be read; `ALIAS_CYCLE` among the issues for aliases in a ring
 */
export function foldLives(facts: Iterable<Fact>, { policy, aliases = {} }: FoldLivesOptions = {}): LifeBook {
  const folder = new LifeFolder(completePolicy(policy), aliases);
  const issues: Issue[] = [];
  const timed: TimedFact[] = [];
  let index = 0;
  for (const fact of facts) {
    const read = readFact(fact, `facts[${index}]`, issues);
    if (read !== undefined) timed.push(read);
    index += 1;
  }
  refuseFacts(issues);
  for (const fact of timed.sort(byTime)) folder.add(fact);
  return folder.finish();
}
