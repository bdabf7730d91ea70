import { ResellerSdkError } from '../../core/errors/base.ts';

/** Why a policy was not made, changed or removed. */
export type PolicyErrorCode =
  /** The policy, or what was asked for, belongs to another organization. */
  | 'ORGANIZATION_MISMATCH'
  /** Several policies have the description; `policyIds` lists them. */
  | 'AMBIGUOUS_POLICY'
  /** There is no such policy, and a draft without key and id is never created. */
  | 'KEY_REQUIRED'
  /** Accounts follow the policy; `usernames` lists them. */
  | 'POLICY_IN_USE';

/** What a `CometPolicyError` is about. */
export interface PolicyErrorFacts {
  readonly policyIds?: readonly string[];
  readonly usernames?: readonly string[];
}

/**
 * What is on the server does not allow what was asked for. Nothing was written, unless a policy that was just created
 * turns out to belong to another organization than the one meant.
 */
export class CometPolicyError extends ResellerSdkError {
  override get name(): string {
    return 'CometPolicyError';
  }

  override readonly code: PolicyErrorCode;
  /** Policies that the error is about. */
  readonly policyIds: readonly string[];
  /** Accounts that the error is about. */
  readonly usernames: readonly string[];

  constructor(message: string, code: PolicyErrorCode, facts: PolicyErrorFacts = {}) {
    super(message, { code });
    this.code = code;
    this.policyIds = facts.policyIds ?? [];
    this.usernames = facts.usernames ?? [];
  }
}
