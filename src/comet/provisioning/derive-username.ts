import type { Issue } from '../../core/errors/input.ts';
import { shapeIssues } from './check-shape.ts';
import { refuse } from './refuse.ts';
import { MAX_USERNAME, minLengthIssues, serviceKeyIssues, usableMinLength } from './username.ts';

/** What user names are made from. */
export interface UsernameSource {
  /** Texts to make a name from, the best first. Blank ones are passed over. */
  readonly candidates: readonly string[];
  /** Makes a name unlike those of others, 1 to 64 characters of those a name may have. */
  readonly serviceKey: string;
  /** Fewest characters, 1 to 255. Default 1. */
  readonly minLength?: number | undefined;
}

/** Names of one candidate that end in a number: `-2` to this. */
const LAST_SUFFIX = 5;

/**
 * The names to try for an account, in order: each candidate made legal, then with the service key behind it, then with
 * numbers from 2 to 5 behind that; then the next candidate. The same source gives the same names; none comes twice.
 * `bob` of service 7 becomes `bob-07` where 6 characters are needed.
 *
 * Source: contract 2.4.
 * @throws InvalidInputError `USERNAME_INVALID` when no candidate gives a name, `INVALID_SPEC`
 */
export function deriveUsername(source: UsernameSource): readonly string[] {
  const shape = shapeIssues(source, '');
  if (shape.length > 0) throw refuse('The source of a user name', shape);
  const { candidates, serviceKey, minLength = 1 } = source;
  const issues = [
    ...serviceKeyIssues(serviceKey, 'serviceKey'),
    ...minLengthIssues(minLength, 'minLength'),
    ...candidateIssues(candidates, 'candidates'),
  ];
  if (issues.length > 0) throw refuse('The source of a user name', issues);
  return derivedNames({ candidates, serviceKey, minLength: usableMinLength(minLength) });
}

/** What is wrong with candidates. */
export function candidateIssues(candidates: unknown, path: string): Issue[] {
  if (!Array.isArray(candidates) || !candidates.every((candidate) => typeof candidate === 'string')) {
    return [{ path, message: 'expected a list of texts', code: 'INVALID_SPEC' }];
  }
  if (candidates.some((candidate) => legalName(candidate) !== '')) return [];
  return [{ path, message: 'no candidate gives a name; all are blank', code: 'USERNAME_INVALID' }];
}

/** The names of a source without issues. */
export function derivedNames({
  candidates,
  serviceKey,
  minLength,
}: Required<UsernameSource>): readonly string[] {
  const names = candidates
    .map(legalName)
    .filter((name) => name !== '')
    .map((name) => padded(name, serviceKey, minLength ?? 1))
    .flatMap((name) => [
      withSuffix(name, ''),
      withSuffix(name, `-${serviceKey}`),
      ...Array.from({ length: LAST_SUFFIX - 1 }, (_name, at) => withSuffix(name, `-${serviceKey}-${at + 2}`)),
    ]);
  return [...new Set(names)];
}

/** A text with nothing but what a user name may have; empty for a blank one. */
function legalName(candidate: string): string {
  return candidate
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.@-]/gu, '-');
}

/** A name of enough characters: filled up with the service key, which zeros before it make long enough. */
function padded(name: string, serviceKey: string, minLength: number): string {
  if (name.length >= minLength) return name;
  return withSuffix(name, `-${serviceKey.padStart(minLength - name.length - 1, '0')}`);
}

/** A name with something behind it; the name gives way where both are too long. */
function withSuffix(name: string, suffix: string): string {
  return name.slice(0, MAX_USERNAME - suffix.length) + suffix;
}
