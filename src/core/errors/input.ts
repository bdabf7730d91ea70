import { ResellerSdkError } from './base.ts';

/** One thing that is wrong with a value, and where in the value it stands. */
export interface Issue {
  /** Path from the root of the value, such as `lots[3].amount`; empty for the value itself. */
  readonly path: string;
  /** What is wrong, in words. */
  readonly message: string;
  /** Stable name of the problem, where a caller may want to branch on it. */
  readonly code?: string;
}

/** `path: message` lines of at most `limit` issues, and how many were left out. */
export function listIssues(issues: readonly Issue[], limit = 5): string {
  const lines = issues
    .slice(0, limit)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  if (issues.length > limit) lines.push(`and ${issues.length - limit} more`);
  return lines.join('; ');
}

/** An option of a client or engine is missing, malformed or contradicts another. Nothing was sent. */
export class ConfigError extends ResellerSdkError {
  override get name(): string {
    return 'ConfigError';
  }

  /** @param options `code`: stable code of the rule that was broken; `CONFIG` if none is more telling */
  constructor(message: string, options: { readonly cause?: unknown; readonly code?: string } = {}) {
    super(message, { code: 'CONFIG', ...options });
  }
}

/** An argument was refused before any request or write; `issues` lists every problem, not just the first. */
export class InvalidInputError extends ResellerSdkError {
  override get name(): string {
    return 'InvalidInputError';
  }

  readonly issues: readonly Issue[];

  /**
   * @param what the argument or command that was refused, as the message should name it
   * @param code stable code of the rule that was broken; `INVALID_INPUT` if none is more telling
   */
  constructor(what: string, issues: readonly Issue[], code = 'INVALID_INPUT') {
    super(`${what} was refused: ${listIssues(issues)}`, { code });
    this.issues = issues;
  }
}
