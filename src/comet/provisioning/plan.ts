import type { JournalStage } from './journal.ts';
import type { AccountLimits, CountLimit } from './limits.ts';
import type { ProfilePatch, VaultPatch } from './profile-patch.ts';
import type { AccountWarning } from './warning.ts';

/** The steps of all workflows. */
export type StepId =
  | 'policy'
  | 'provider'
  | 'claim'
  | 'read'
  | 'configure'
  | 'vault'
  | 'reread'
  | 'finish'
  | 'change'
  | 'suspend'
  | 'unsuspend'
  | 'delete'
  | 'reset-password'
  | 'session';

/** A secret that the plan does not hold, by its name in the input. */
export interface SecretReference {
  readonly secret: 'password' | 'newPassword' | 'oldPassword';
}

/** A value that an earlier step gives. */
export interface StepReference {
  readonly from: StepId;
  /** What to take where that step was left out. */
  readonly otherwise?: string | undefined;
  /** `policyId` of `policy`, `username` of `claim` (in that step itself the name that is tried), `destinationId` of `vault`; else a member of the answer. */
  readonly member: string;
}

/** The profile of an earlier step with the patch of this step applied. */
export interface PatchedReference {
  readonly patched: StepId;
}

/** A parameter of a planned call. */
export type PlanParam =
  | string
  | number
  | SecretReference
  | StepReference
  | PatchedReference
  | { readonly [member: string]: boolean };

/** A patch of which an earlier step gives the policy or the vault. Its sizes are in bytes, its counts numbers. */
export interface PlannedPatch extends Omit<ProfilePatch, 'policyId' | 'vault'> {
  readonly policyId?: string | null | StepReference | undefined;
  readonly vault?: PlannedVaultPatch | undefined;
}

/** A change of vaults of which an earlier step gives the vault. */
export interface PlannedVaultPatch extends Omit<VaultPatch, 'destinationId'> {
  readonly destinationId?: string | StepReference | undefined;
}

/** What must hold of the answer of a step before the next one is made. */
export type StepCheck =
  /** The policy, or the account, is of this organization; empty for the top level. */
  | { readonly kind: 'organization'; readonly organizationId: string }
  /** The policy lets the user change the password. */
  | { readonly kind: 'password-change-allowed' }
  /** The template is one that the server offers. */
  | { readonly kind: 'provider-offered'; readonly providerId: string }
  /** The account is the one that was meant. */
  | { readonly kind: 'owner'; readonly creationGuid: string }
  /** No more is in use than the new limits allow. */
  | { readonly kind: 'usage-within-limits'; readonly otherwise: 'warn' | 'refuse' }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'not-suspended' }
  | { readonly kind: 'max-devices'; readonly devices: number }
  /** A recovery code is stored, or the old password is at hand. */
  | { readonly kind: 'recovery-code' }
  /** The policy lets the user open the web interface. */
  | { readonly kind: 'web-ui-open' };

/** When a step is left out. */
export type StepSkip =
  /** The profile is as the patch wants it. */
  | 'patch-satisfied'
  /** The answer of the step before holds the profile and its hash. */
  | 'profile-answered'
  /** The account has a vault already. */
  | 'has-vault'
  /** The account is not there any more. */
  | 'already-gone';

/**
 * Whether a call that got no answer may be made again: `safe` at once, `probe` after a look at what it did, `never`
 * not at all.
 */
export type StepRetry = 'safe' | 'probe' | 'never';

/** One call of a workflow, as data. */
export interface PlanStep {
  readonly id: StepId;
  /** The vendor's name of the call; `ensurePolicy` for all calls that make sure of a managed policy. */
  readonly operation: string;
  readonly params: Readonly<Record<string, PlanParam>>;
  readonly retry: StepRetry;
  readonly patch?: PlannedPatch | undefined;
  readonly checks?: readonly StepCheck[] | undefined;
  readonly skip?: StepSkip | undefined;
  /** What the journal says once the step is done. */
  readonly stage?: JournalStage | undefined;
}

/** A workflow as data: which calls it makes in which order. It holds no secret. */
export interface AccountPlan {
  readonly steps: readonly PlanStep[];
  readonly warnings: readonly AccountWarning[];
}

/** The creation of an account as data. */
export interface CreatePlan extends AccountPlan {
  readonly serviceKey: string;
  /** Names to claim, the first that is free. */
  readonly usernames: readonly string[];
  /** The organization of the account; empty for the top level. */
  readonly organizationId: string;
}

/** A limit below what is in use. */
export interface LimitFinding {
  readonly limit: CountLimit | Extract<keyof AccountLimits, 'protectedItems'> | 'vault';
  /** The vault that the limit is for. */
  readonly destinationId?: string | undefined;
  /** What is in use, as a whole number in text; bytes where the limit is one of bytes. */
  readonly used: string;
  /** The new limit, in the same unit. */
  readonly limitedTo: string;
}
