import type { Difference } from './subset.ts';

/** How one case of a file ended; no differences means that it passed. */
export interface CaseOutcome {
  readonly file: string;
  readonly name: string;
  readonly differences: readonly Difference[];
}

/** The failures in words, one case after the other. */
export function describeFailures(outcomes: readonly CaseOutcome[]): string[] {
  return outcomes
    .filter(({ differences }) => differences.length > 0)
    .map(({ file, name, differences }) => {
      const lines = differences.map(({ path, expected, actual }) => {
        return `  ${path || '(result)'}: expected ${expected}, got ${actual}`;
      });
      return [`FAILED ${file}: ${name}`, ...lines].join('\n');
    });
}

/** Prints the failures and, last, the line `N passed, M failed`; sets the exit code. */
export function report(outcomes: readonly CaseOutcome[]): void {
  const failures = describeFailures(outcomes);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  process.stdout.write(`${outcomes.length - failures.length} passed, ${failures.length} failed\n`);
  process.exitCode = failures.length > 0 || outcomes.length === 0 ? 1 : 0;
}
