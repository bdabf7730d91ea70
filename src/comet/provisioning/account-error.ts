import { ResellerSdkError } from '../../core/errors/base.ts';
import type { JournalStage } from './journal.ts';
import type { LimitFinding, StepId } from './plan.ts';

/** Why work on an account stopped. Source: contract 2.9. */
export type AccountErrorCode =
  /** The chosen name belongs to another account. */
  | 'USERNAME_TAKEN'
  /** Every derived name is taken. */
  | 'USERNAME_EXHAUSTED'
  | 'POLICY_NOT_FOUND'
  /** The policy belongs to another organization than the account. */
  | 'ORGANIZATION_MISMATCH'
  /** The server does not offer the storage template. */
  | 'PROVIDER_NOT_FOUND'
  /** The name belongs to another account than the one that was meant. */
  | 'OWNERSHIP_MISMATCH'
  /** An account has the name, and whether this work created it cannot be known. A person must decide. */
  | 'AMBIGUOUS_CREATE'
  /** Which vault is meant cannot be known. */
  | 'VAULT_AMBIGUOUS'
  /** The account exists and is not finished; `stage` tells how far it came. Create it again to go on. */
  | 'PARTIAL_PROVISION'
  /** The account that this service had is not there any more. A new one needs a service key of its own. */
  | 'ACCOUNT_GONE'
  /** Others changed the profile before each write. */
  | 'CONFLICT_EXHAUSTED'
  /** No recovery code is stored, so the password cannot be set without the old one. */
  | 'RECOVERY_CODE_MISSING'
  /** The user may not log in. */
  | 'SSO_NOT_ALLOWED'
  /** The profile holds an integer that may be rounded already, so it is not written back. */
  | 'UNSAFE_INTEGER'
  /** More is in use than the new limits allow; `findings` tells what. */
  | 'LIMIT_BELOW_USAGE'
  /** A guard of a termination does not hold. */
  | 'TERMINATION_REFUSED'
  /** The credentials of the administrator are wrong, or do not allow the call. */
  | 'AUTH_FAILED'
  /** The login needs a second factor. */
  | 'TOTP_REQUIRED'
  /** The server refused the call. */
  | 'COMET_REFUSED'
  /** No answer, or none of Comet. */
  | 'TRANSPORT';

/** What of an account is there after a stop. What is left out does not exist, or was not looked at. */
export interface AccountExistence {
  /** `unknown` where a claim got no answer. */
  readonly account: 'none' | 'exists' | 'gone' | 'unknown';
  readonly username?: string | undefined;
  readonly creationGuid?: string | undefined;
  readonly policyId?: string | undefined;
  readonly destinationId?: string | undefined;
}

/** What was done about an account that could not be finished. Source: contract 2.7. */
export interface Compensation {
  readonly wanted: 'resume' | 'suspend' | 'delete';
  /** `nothing` where the account was not, or no longer, this work's to touch. */
  readonly done: 'kept' | 'suspended' | 'deleted' | 'nothing';
  /** Why something else was done than wanted. */
  readonly reason?: string | undefined;
  /** What went wrong with it. */
  readonly error?: Error | undefined;
}

/** What a `CometAccountError` is about. */
export interface AccountErrorFacts {
  readonly step?: StepId | undefined;
  readonly stage?: JournalStage | undefined;
  readonly operation?: string | undefined;
  readonly serverStatus?: number | undefined;
  readonly serverMessage?: string | undefined;
  readonly exists?: AccountExistence | undefined;
  readonly findings?: readonly LimitFinding[] | undefined;
  readonly compensation?: Compensation | undefined;
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

/** Work on an account stopped; what the server or the transport said is its `cause`. Holds no secret. */
export class CometAccountError extends ResellerSdkError {
  override get name(): string {
    return 'CometAccountError';
  }

  override readonly code: AccountErrorCode;
  /** The step of the plan that stopped. */
  readonly step: StepId | undefined;
  /** How far a creation had come. */
  readonly stage: JournalStage | undefined;
  /** The vendor's name of the call that stopped. */
  readonly operation: string | undefined;
  /** The `Status` of the server's answer. */
  readonly serverStatus: number | undefined;
  /** The `Message` of the server's answer, clipped. */
  readonly serverMessage: string | undefined;
  readonly exists: AccountExistence | undefined;
  /** Limits below what is in use. */
  readonly findings: readonly LimitFinding[];
  readonly compensation: Compensation | undefined;

  constructor(message: string, code: AccountErrorCode, facts: AccountErrorFacts = {}) {
    super(message, { code, retryable: facts.retryable ?? false, cause: facts.cause });
    this.code = code;
    this.step = facts.step;
    this.stage = facts.stage;
    this.operation = facts.operation;
    this.serverStatus = facts.serverStatus;
    this.serverMessage = facts.serverMessage;
    this.exists = facts.exists;
    this.findings = facts.findings ?? [];
    this.compensation = facts.compensation;
  }
}
