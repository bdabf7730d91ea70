import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { instantMs } from '../instants.ts';
import type { CountFact, Fact } from '../records.ts';
import { KEY_SEPARATOR } from '../service.ts';

/** A fact with its instants read, in milliseconds. */
export interface TimedFact {
  readonly fact: Fact;
  readonly at: number;
  /** Instant of the last sighting, for a device that is missing. */
  readonly seenAt: number;
}

/**
 * Order of facts of one instant. An end comes first: a device that is revoked and registered in the same second is
 * there.
 */
const RANK: Readonly<Record<Fact['kind'], number>> = {
  revoked: 0,
  accountEnd: 1,
  missing: 2,
  count: 3,
  active: 4,
  registered: 5,
};

/** Facts in order of time. Of two counts of one instant the larger comes last, as what is there. */
export function byTime(a: TimedFact, b: TimedFact): number {
  return a.at - b.at || RANK[a.fact.kind] - RANK[b.fact.kind] || countOf(a) - countOf(b);
}

function countOf({ fact }: TimedFact): number {
  return fact.kind === 'count' ? fact.count : 0;
}

/** Reads a fact, or adds to `issues` what is wrong with it. */
export function readFact(fact: Fact, path: string, issues: Issue[]): TimedFact | undefined {
  if (!Object.hasOwn(RANK, fact.kind)) {
    issues.push({ path: `${path}.kind`, message: `must be one of ${Object.keys(RANK).join(', ')}` });
    return undefined;
  }
  const before = issues.length;
  checkName(fact.account, `${path}.account`, issues);
  if (fact.kind !== 'accountEnd') checkName(fact.device, `${path}.device`, issues);
  if (fact.kind === 'count') checkCount(fact, path, issues);
  const isMissing = fact.kind === 'missing';
  const at = instantMs(isMissing ? fact.goneAt : fact.at);
  const seenAt = isMissing ? instantMs(fact.seenAt) : at;
  if (Number.isNaN(at) || Number.isNaN(seenAt)) {
    issues.push({ path, message: 'needs instants: ISO 8601 with Z or an offset' });
  } else if (seenAt > at) issues.push({ path: `${path}.seenAt`, message: 'must not be after goneAt' });
  return issues.length === before ? { fact, at, seenAt } : undefined;
}

/** Names become parts of keys, which no name may take apart. */
function checkName(name: unknown, path: string, issues: Issue[]): void {
  if (typeof name === 'string' && name.trim() !== '' && !name.includes(KEY_SEPARATOR)) return;
  issues.push({ path, message: 'must be a text that is not blank and holds no U+001F' });
}

function checkCount({ category, count }: CountFact, path: string, issues: Issue[]): void {
  if (typeof category !== 'string') issues.push({ path: `${path}.category`, message: 'must be a text' });
  if (Number.isSafeInteger(count) && count >= 0) return;
  issues.push({ path: `${path}.count`, message: 'must be a whole number from 0 on' });
}

/** @throws InvalidInputError when there are issues */
export function refuseFacts(issues: readonly Issue[], code?: string): void {
  if (issues.length > 0) throw new InvalidInputError('facts', issues, code);
}
