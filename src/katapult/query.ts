import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import type { QueryPairs } from '../core/http/url.ts';

/** No parameter of the API is nested deeper; one that is refers to itself. */
const MAX_DEPTH = 8;

/**
 * Parameters as the API reads them from a query: `name[key]` for a member, `name[]` for an item. The members of an
 * item stay together, its `key` first: the server begins a new item where a name comes again (contract 3.7).
 *
 * @param what the operation, as an error should name it
 * @throws InvalidInputError with every value that has no form in a query
 */
export function queryPairs(params: object, what: string): QueryPairs {
  const pairs: [string, string][] = [];
  const issues: Issue[] = [];
  const add = (name: string, value: unknown, depth: number): void => {
    if (value === undefined) return;
    if (typeof value !== 'object' || value === null) {
      const problem = problemOf(value);
      if (problem === undefined) pairs.push([name, value === null ? '' : String(value)]);
      else issues.push({ path: name, message: problem });
    } else if (depth === MAX_DEPTH) {
      issues.push({ path: name, message: 'is nested too deeply for a query' });
    } else if (Array.isArray(value)) {
      for (const item of value) add(`${name}[]`, item, depth + 1);
    } else {
      for (const [key, member] of keyFirst(value)) add(`${name}[${key}]`, member, depth + 1);
    }
  };
  for (const [name, value] of Object.entries(params)) add(name, value, 0);
  if (issues.length > 0) throw new InvalidInputError(what, issues);
  return pairs;
}

function keyFirst(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => Number(b === 'key') - Number(a === 'key'));
}

function problemOf(value: unknown): string | undefined {
  if (typeof value === 'number') {
    const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    return exact ? undefined : `${value} is not an exact number`;
  }
  const plain = value === null || ['string', 'boolean', 'bigint'].includes(typeof value);
  return plain ? undefined : `a ${typeof value} has no form in a query`;
}
