import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { AccountAliases } from '../../identity/index.ts';
import { ChargeReader } from '../charge-reader.ts';
import { CreditPool } from '../credits.ts';
import { readFact, refuseFacts } from '../lifecycle/fact-reader.ts';
import type { LifeBook } from '../lifecycle/life-book.ts';
import { LifeFolder } from '../lifecycle/life-folder.ts';
import type { AuditPolicy } from '../policy.ts';
import { PlanLineReader, refusePlanLines } from '../rhythm/plan-line-reader.ts';
import type { RhythmBook } from '../rhythm/rhythm-book.ts';
import { RhythmFolder } from '../rhythm/rhythm-folder.ts';
import { type DaySpan, writeWindow } from '../window.ts';
import type { AuditSources } from './sources.ts';

/** A source broke the order that it promised. */
export function outOfOrder(what: string, path: string, order: string): never {
  const message = `comes before its turn; the source must give ${order}`;
  throw new InvalidInputError(what, [{ path, message, code: 'OUT_OF_ORDER' }], 'OUT_OF_ORDER');
}

/** Folds the facts as they come. Those past the window count: they may contradict a stop within it. */
export async function readLives(
  { facts }: AuditSources,
  { from, to }: DaySpan,
  policy: AuditPolicy,
  aliases: AccountAliases,
): Promise<LifeBook> {
  const until = writeWindow({ from, to: to + policy.creditHorizonDays }).to;
  const folder = new LifeFolder(policy, aliases);
  let index = 0;
  for await (const fact of facts.facts(until)) {
    const path = `facts[${index}]`;
    const issues: Issue[] = [];
    const read = readFact(fact, path, issues);
    if (read === undefined) refuseFacts(issues);
    else if (!folder.add(read)) outOfOrder('facts', path, 'facts in ascending order of their instants');
    index += 1;
  }
  return folder.finish();
}

/** Folds the plan lines around the window as they come. */
export async function readRhythms(
  { plans }: AuditSources,
  { from, to }: DaySpan,
  lives: LifeBook,
  policy: AuditPolicy,
): Promise<RhythmBook> {
  const { creditHorizonDays: horizon } = policy;
  const folder = new RhythmFolder(lives, policy);
  const reader = new PlanLineReader();
  let index = 0;
  for await (const line of plans.lines(writeWindow({ from: from - horizon, to: to + horizon }))) {
    const path = `lines[${index}]`;
    const issues: Issue[] = [];
    const listing = reader.read(line, path, issues);
    if (listing === undefined) refusePlanLines(issues);
    else if (!folder.add(listing)) outOfOrder('plan lines', path, 'lines in ascending order of observedAt');
    index += 1;
  }
  return folder.finish();
}

/** Credits of the window and of some time after it, in which a provider may set right what it charged. */
export async function readCredits(
  { charges }: AuditSources,
  { from, to }: DaySpan,
  lives: LifeBook,
  { creditHorizonDays }: AuditPolicy,
): Promise<CreditPool> {
  const pool = new CreditPool(lives);
  const reader = new ChargeReader();
  const ids = new Set<string>();
  const last = to + creditHorizonDays;
  for await (const charge of charges.credits(writeWindow({ from, to: last }))) {
    const read = reader.read(charge);
    if (read === undefined || read.amount.units >= 0n || read.day < from || read.day > last) continue;
    if (ids.has(charge.id)) {
      const message = 'stands twice among the credits, and must be spent once';
      throw new InvalidInputError(
        'credits',
        [{ path: charge.id.slice(0, 100), message }],
        'DUPLICATE_ROW_ID',
      );
    }
    ids.add(charge.id);
    pool.put(charge, read.day, read.amount);
  }
  return pool;
}
