import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { refuse } from './refuse.ts';

/** Longest user name of a Comet Server, in characters. */
export const MAX_USERNAME = 255;

const LEGAL = /^[A-Za-z0-9_.@-]*$/;

/**
 * A user name that somebody chose: without the blanks around it, and otherwise as it is. It is never padded, shortened
 * or made unique.
 *
 * Source: contract 2.4.
 * @param minLength fewest characters, 1 to 255. Default 1
 * @throws InvalidInputError `USERNAME_INVALID`; `INVALID_SPEC` for an impossible `minLength`
 */
export function validateUsername(value: string, minLength = 1): string {
  const name = typeof value === 'string' ? value.trim() : '';
  const issues = [
    ...minLengthIssues(minLength, 'minLength'),
    ...usernameIssues(value, usableMinLength(minLength), 'username'),
  ];
  if (issues.length > 0) throw refuse('The user name', issues);
  return name;
}

/** What is wrong with a chosen name. */
export function usernameIssues(value: unknown, minLength: number, path: string): Issue[] {
  const code = 'USERNAME_INVALID';
  if (typeof value !== 'string') return [{ path, message: 'expected a text', code }];
  const name = value.trim();
  const issues: Issue[] = [];
  if (name.length < minLength || name.length > MAX_USERNAME) {
    const message = `${quote(name)} has ${name.length} characters; allowed are ${minLength} to ${MAX_USERNAME}`;
    issues.push({ path, message, code });
  }
  if (!LEGAL.test(name)) {
    const message = `${quote(name)} has characters other than letters without accents, digits and _ . @ -`;
    issues.push({ path, message, code });
  }
  return issues;
}

/** What is wrong with a shortest length. */
export function minLengthIssues(minLength: unknown, path: string): Issue[] {
  const isPossible =
    typeof minLength === 'number' &&
    Number.isInteger(minLength) &&
    minLength >= 1 &&
    minLength <= MAX_USERNAME;
  if (isPossible) return [];
  return [{ path, message: `expected a whole number from 1 to ${MAX_USERNAME}`, code: 'INVALID_SPEC' }];
}

/** A shortest length to go on with after an impossible one was noted. */
export function usableMinLength(minLength: unknown): number {
  return typeof minLength === 'number' && minLengthIssues(minLength, '').length === 0 ? minLength : 1;
}

/** What is wrong with a service key. */
export function serviceKeyIssues(serviceKey: unknown, path: string): Issue[] {
  if (typeof serviceKey === 'string' && /^[A-Za-z0-9_.@-]{1,64}$/.test(serviceKey)) return [];
  const message = 'expected 1 to 64 of: letters without accents, digits and _ . @ -';
  return [{ path, message, code: 'INVALID_SPEC' }];
}
