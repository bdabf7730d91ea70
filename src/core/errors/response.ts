import { ResellerSdkError } from './base.ts';
import { type Issue, listIssues } from './input.ts';

/** What is known about an answer that is not what the vendor promises. */
export interface UnexpectedResponseFacts {
  readonly vendor: string;
  readonly operation: string;
  /** HTTP status of the answer. */
  readonly status: number;
  readonly contentType?: string | undefined;
  /** At most 200 characters of the body, redacted. */
  readonly snippet?: string | undefined;
  /** Paths that do not fit, where the body was JSON. */
  readonly issues?: readonly Issue[] | undefined;
  /** True when the call was a write that may have happened. */
  readonly outcomeUnknown?: boolean | undefined;
  /** Whether the same call may succeed later. Default false. */
  readonly retryable?: boolean | undefined;
  /** Identifier of the request, where the vendor sends one. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The answer arrived but is not what the vendor promises: not JSON, truncated, empty, a redirect, or of
 * another shape. `issues` names the paths.
 */
export class UnexpectedResponseError extends ResellerSdkError {
  override get name(): string {
    return 'UnexpectedResponseError';
  }

  readonly vendor: string;
  readonly operation: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly snippet: string | undefined;
  readonly issues: readonly Issue[];
  readonly outcomeUnknown: boolean;
  readonly requestId: string | undefined;

  constructor(what: string, facts: UnexpectedResponseFacts, code = 'UNEXPECTED_RESPONSE') {
    const issues = facts.issues ?? [];
    const listed = issues.length === 0 ? '' : `: ${listIssues(issues)}`;
    const seen = facts.snippet ? `. Body begins: ${facts.snippet}` : '';
    super(`${facts.operation}: ${what} (HTTP ${facts.status} from ${facts.vendor})${listed}${seen}`, {
      code,
      retryable: facts.retryable ?? false,
      cause: facts.cause,
    });
    this.vendor = facts.vendor;
    this.operation = facts.operation;
    this.status = facts.status;
    this.contentType = facts.contentType;
    this.snippet = facts.snippet;
    this.issues = issues;
    this.outcomeUnknown = facts.outcomeUnknown ?? false;
    this.requestId = facts.requestId;
  }
}
