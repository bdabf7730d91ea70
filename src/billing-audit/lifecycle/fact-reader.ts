import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { instantMs } from '../instants.ts';
import type { Fact } from '../records.ts';
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

/** Facts in order of time. */
export function byTime(a: TimedFact, b: TimedFact): number {
  return a.at - b.at || RANK[a.fact.kind] - RANK[b.fact.kind];
}

/** Reads a fact, or adds to `issues` what is wrong with it. */
export function readFact(fact: Fact, path: string, issues: Issue[]): TimedFact | undefined {
  const before = issues.length;
  if (!Object.hasOwn(RANK, fact.kind)) {
    issues.push({ path: `${path}.kind`, message: `must be one of ${Object.keys(RANK).join(', ')}` });
    return undefined;
  }
  for (const name of ['account', ...(fact.kind === 'accountEnd' ? [] : ['device' as const])] as const) {
    const text = name === 'device' && fact.kind !== 'accountEnd' ? fact.device : fact.account;
    if (typeof text !== 'string' || text.trim() === '' || text.includes(KEY_SEPARATOR)) {
      issues.push({
        path: `${path}.${name}`,
        message: 'must be a text that is not blank and holds no U+001F',
      });
    }
  }
  const isMissing = fact.kind === 'missing';
  const at = instantMs(isMissing ? fact.goneAt : fact.at);
  const seenAt = isMissing ? instantMs(fact.seenAt) : at;
  if (Number.isNaN(at) || Number.isNaN(seenAt)) {
    issues.push({ path, message: 'needs instants: ISO 8601 with Z or an offset' });
  } else if (seenAt > at) issues.push({ path: `${path}.seenAt`, message: 'must not be after goneAt' });
  if (fact.kind === 'count' && typeof fact.category !== 'string') {
    issues.push({ path: `${path}.category`, message: 'must be a text' });
  }
  if (fact.kind === 'count' && !(Number.isSafeInteger(fact.count) && fact.count >= 0)) {
    issues.push({ path: `${path}.count`, message: 'must be a whole number from 0 on' });
  }
  return issues.length === before ? { fact, at, seenAt } : undefined;
}

/** @throws InvalidInputError when there are issues */
export function refuseFacts(issues: readonly Issue[], code?: string): void {
  if (issues.length > 0) throw new InvalidInputError('facts', issues, code);
}
