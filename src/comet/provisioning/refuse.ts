import { InvalidInputError, type Issue } from '../../core/errors/input.ts';

/** Why input was refused, as the code of an `InvalidInputError` and of its issues. Source: contract 2.9. */
export type SpecErrorCode = 'INVALID_SPEC' | 'CONTRADICTORY_SPEC' | 'CONFLICTING_QUOTA' | 'USERNAME_INVALID';

const TELLING: ReadonlySet<string | undefined> = new Set<SpecErrorCode>([
  'CONTRADICTORY_SPEC',
  'CONFLICTING_QUOTA',
  'USERNAME_INVALID',
]);

/** The error for a list of issues: named after what all of them are, `INVALID_SPEC` where they differ. */
export function refuse(what: string, issues: readonly Issue[]): InvalidInputError {
  const [first] = issues;
  const code = issues.every((issue) => issue.code === first?.code) ? first?.code : undefined;
  return new InvalidInputError(what, issues, TELLING.has(code) ? code : 'INVALID_SPEC');
}
