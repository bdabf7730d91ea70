import type { AccountLimits } from './limits.ts';
import type { QuotaSetting } from './quota.ts';
import type { ProfileFields, VaultScope } from './spec.ts';

/** What to change of the vaults of an account. */
export interface VaultPatch {
  readonly quota?: QuotaSetting | undefined;
  /** The name of the vault that came with the account, or of the only one in `scope`. */
  readonly label?: string | undefined;
  /** Default `initial`. */
  readonly scope?: VaultScope | undefined;
  /** The vault that came with the account. */
  readonly destinationId?: string | undefined;
  readonly detachSharedQuota?: boolean | undefined;
}

/** What to change of a profile. What is left out stays as it is. */
export interface ProfilePatch {
  /** Null takes the policy away. */
  readonly policyId?: string | null | undefined;
  readonly suspended?: boolean | undefined;
  readonly limits?: AccountLimits | undefined;
  readonly profile?: ProfileFields | undefined;
  readonly vault?: VaultPatch | undefined;
}
