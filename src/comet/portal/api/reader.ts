import type { Issue } from '../../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import type { Answer } from '../../../core/http/answer.ts';
import { quote } from '../../../core/secret.ts';
import { snippetOf } from './redact.ts';

/** What a reader is told about the call whose answer it reads. */
export interface CallFacts {
  readonly operation: string;
  readonly tokenAction: string | undefined;
  /** Whether the call may have changed something. */
  readonly write: boolean;
  /** Values that no error may show. */
  readonly secrets: readonly string[];
  readonly successStatus: readonly number[] | undefined;
  /** The client's clock. */
  readonly now: () => Date;
}

/** Reads the answer of one kind of operation. */
export interface ResponseReader<Result> {
  /** Media types that are asked for. */
  readonly accept: string;
  /** Reads an answer of any status; throws what the vendor means by it. */
  readonly read: (answer: Answer, facts: CallFacts) => Promise<Result>;
}

/** The name of this vendor in errors and events. */
export const VENDOR = 'comet-portal';

/** The error for an answer that is not what the portal promises. */
export function unexpected(
  what: string,
  answer: Answer,
  facts: CallFacts,
  text = '',
  issues: readonly Issue[] = [],
): UnexpectedResponseError {
  return new UnexpectedResponseError(what, {
    vendor: VENDOR,
    operation: facts.operation,
    status: answer.status,
    contentType: answer.contentType === undefined ? undefined : quote(answer.contentType, facts.secrets),
    snippet: snippetOf(text, facts.secrets),
    issues,
    outcomeUnknown: facts.write,
  });
}
