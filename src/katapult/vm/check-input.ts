import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { isWellFormed } from '../../core/length-prefixed.ts';

/** 1 to 63 characters without blanks or dots: one label of a domain name (contract 6.6). */
const HOST_NAME = /^[^\s.\p{C}]{1,63}$/u;

/** What is wrong with texts that must be there. */
export function textIssues(texts: Readonly<Record<string, unknown>>): Issue[] {
  return Object.entries(texts)
    .filter(([, text]) => typeof text !== 'string' || text === '' || !isWellFormed(text))
    .map(([path]) => ({ path, message: 'must be a text that is not empty' }));
}

/** What is wrong with a host name. */
export function hostNameIssues(hostname: unknown): Issue[] {
  if (typeof hostname === 'string' && HOST_NAME.test(hostname)) return [];
  return [{ path: 'hostname', message: 'must be 1 to 63 characters without dots and blanks, or left out' }];
}

/** What is wrong with numbers that must be whole and positive. */
export function countIssues(counts: Readonly<Record<string, number>>): Issue[] {
  return Object.entries(counts)
    .filter(([, count]) => !(Number.isSafeInteger(count) && count > 0))
    .map(([path, count]) => ({ path, message: `${count} is no whole number above 0` }));
}

/** @throws InvalidInputError if there is an issue */
export function refuseAny(what: string, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new InvalidInputError(what, issues);
}
