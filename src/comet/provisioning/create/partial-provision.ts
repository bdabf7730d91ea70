import { ConcurrencyError } from '../../../core/errors/engine.ts';
import { ConfigError, InvalidInputError } from '../../../core/errors/input.ts';
import { quote } from '../../../core/secret.ts';
import {
  type AccountErrorCode,
  type AccountErrorFacts,
  type AccountExistence,
  CometAccountError,
  type Compensation,
} from '../account-error.ts';
import type { AccountRecord } from '../journal.ts';
import { answerFacts } from '../run/stop.ts';

const FOREIGN: ReadonlySet<unknown> = new Set(['OWNERSHIP_MISMATCH', 'ACCOUNT_GONE']);

/** Whether an error says that this run must leave the account alone: it is gone or another's, or another run works on it. */
export function mustLeaveAlone(error: Error): boolean {
  if (error instanceof ConcurrencyError) return true;
  return error instanceof CometAccountError && FOREIGN.has(error.code);
}

/** What is there after a stop. @param account what is known of the account itself */
export function existenceOf(record: AccountRecord, account: AccountExistence['account']): AccountExistence {
  const { username, creationGuid, policyId, destinationId } = record;
  return { account, username: username || undefined, creationGuid, policyId, destinationId };
}

const UNREPEATABLE: ReadonlySet<AccountErrorCode> = new Set([
  'AUTH_FAILED',
  'TOTP_REQUIRED',
  'UNSAFE_INTEGER',
  'VAULT_AMBIGUOUS',
]);

/** Whether a repeat must fail as long as nobody changes the order, the login or the account. */
function needsPerson(stop: Error): boolean {
  if (stop instanceof CometAccountError) return UNREPEATABLE.has(stop.code);
  return stop instanceof InvalidInputError || stop instanceof ConfigError;
}

/** The error of an account that exists, or did, and is not finished. */
export function partialProvision(
  stop: Error,
  facts: AccountErrorFacts & { readonly exists: AccountExistence; readonly compensation: Compensation },
): CometAccountError {
  const { exists, compensation } = facts;
  const said = answerFacts(stop);
  const isGone = compensation.done === 'deleted';
  const fate = isGone ? 'could not be finished and was deleted' : 'exists and is not finished';
  return new CometAccountError(
    `The account ${quote(exists.username ?? '')} ${fate}: ${stop.message}`,
    'PARTIAL_PROVISION',
    {
      ...facts,
      exists: isGone ? { account: 'gone', username: exists.username, policyId: exists.policyId } : exists,
      ...said,
      operation: said.operation ?? facts.operation,
      retryable: !needsPerson(stop),
      cause: stop,
    },
  );
}

/** The error of an account that was there once. */
export function accountGone(username: string): CometAccountError {
  return new CometAccountError(
    `The account ${quote(username)} that this service had is not there any more. Use another service key for a new one`,
    'ACCOUNT_GONE',
    { exists: { account: 'gone', username } },
  );
}
