/** A condition of a plan or a run that is allowed and should be known. */
export type AccountWarningCode =
  /** The account keeps costing Comet charges until it is deleted. */
  | 'STILL_CHARGED'
  /** The stored data stays on the server until it is removed there, and nobody can read it any more. */
  | 'STORAGE_KEPT'
  /** Without a recovery code, the password can only be changed by who knows it. */
  | 'NO_RECOVERY_CODE'
  /** The account has addresses for reports, and reports stay off. */
  | 'REPORTS_OFF'
  /** The account was taken by its name alone. */
  | 'OWNER_UNVERIFIED'
  /** Which vault came with the account is not known; the only one was taken. */
  | 'VAULT_ASSUMED'
  /** The account has no vault that the quota of all vaults could be for. */
  | 'NO_VAULT'
  /** More is in use than the new limit allows. */
  | 'LIMIT_BELOW_USAGE'
  /** The policy does not allow vaults of the type that the template made. */
  | 'VAULT_TYPE_NOT_ALLOWED'
  /** A warning of the policy builder; the message begins with its code. */
  | 'POLICY';

/** Something that is allowed and should be known. */
export interface AccountWarning {
  readonly code: AccountWarningCode;
  readonly message: string;
}
