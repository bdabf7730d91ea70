/** Checks of parameters before anything is sent; what the API merely may not know yet, such as new values, passes. */
import { type Check, type Findings, type Lenience, miss, record } from '../core/check.ts';

/** A whole number that is exact. */
export const integer: Check = (value, findings, holder, key, mode = 0) =>
  Number.isSafeInteger(value) || miss(value, findings, holder, key, mode, 'a whole number');

/** A whole number from 1, such as that of a page. */
export const natural: Check = (value, findings, holder, key, mode = 0) =>
  (Number.isSafeInteger(value) && Number(value) >= 1) ||
  miss(value, findings, holder, key, mode, 'a whole number from 1');

/**
 * A lookup: an object with exactly one of the known keys, and a text that is not empty in it (contract 3.3,
 * K12). Members that are undefined do not count, since they are not sent.
 */
export function oneKey(
  value: unknown,
  known: readonly string[],
  findings: Findings,
  holder: unknown,
  key: string | number,
  mode: Lenience = 0,
): void {
  if (!record(value, findings, holder, key, mode)) return;
  const given = Object.keys(value).filter((name) => value[name] !== undefined);
  const wanted = known.length === 1 ? `the key ${known[0]}` : `exactly one of the keys ${known.join(', ')}`;
  for (const name of given) {
    const text = value[name];
    if (!known.includes(name)) findings.add(value, name, `unknown key of a lookup; expected ${wanted}`);
    else if (typeof text !== 'string') miss(text, findings, value, name, 0, 'a text');
    else if (text === '') findings.add(value, name, 'expected a text that is not empty');
  }
  const count = given.filter((name) => known.includes(name)).length;
  if (count !== 1) findings.add(holder, key, `expected ${wanted}, got ${count === 0 ? 'none' : count}`);
}
