import type { Issue } from '../../core/errors/input.ts';
import { Secret } from '../../core/secret.ts';
import { refuse } from './refuse.ts';

/** Fewest characters of a password. */
const MIN_PASSWORD = 8;

/**
 * Checks that a Comet Server would take a password: at least 8 characters (code points) on one line.
 *
 * Source: contract 2.2.
 * @throws InvalidInputError `INVALID_SPEC`; it does not show the password
 */
export function validatePassword(password: string | Secret): void {
  const issues = passwordIssues(password, 'password');
  if (issues.length > 0) throw refuse('The password', issues);
}

/** What is wrong with a password. */
export function passwordIssues(password: unknown, path: string): Issue[] {
  const text = password instanceof Secret ? password.reveal() : password;
  if (typeof text !== 'string')
    return [{ path, message: 'expected a text or a Secret', code: 'INVALID_SPEC' }];
  const issues: Issue[] = [];
  if ([...text].length < MIN_PASSWORD) {
    issues.push({ path, message: `has fewer than ${MIN_PASSWORD} characters`, code: 'INVALID_SPEC' });
  }
  if (/[\r\n]/.test(text)) issues.push({ path, message: 'has more than one line', code: 'INVALID_SPEC' });
  return issues;
}
