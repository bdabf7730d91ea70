import type { Secret } from '../../core/secret.ts';
import type { PolicyDraft } from '../policy/index.ts';
import type { AccountLimits } from './limits.ts';
import type { QuotaSetting } from './quota.ts';

/** A user name that the customer chose: used as it is, or refused. */
export interface ExplicitUsername {
  readonly mode: 'explicit';
  /** Letters without accents, digits and `_ . @ -`; blanks around it do not count. */
  readonly value: string;
  /** Fewest characters, from 1 (the default) to 255. Servers before 21.9.10 want 6. */
  readonly minLength?: number | undefined;
}

/** A user name that is made from what is known of the customer. */
export interface DerivedUsername {
  readonly mode: 'derive';
  /** Texts to make a name from, the best first: an e-mail address, a name. Blank ones are passed over. */
  readonly candidates: readonly string[];
  /** Fewest characters, from 1 (the default) to 255. Servers before 21.9.10 want 6. */
  readonly minLength?: number | undefined;
}

/** How an account gets its name. Source: contract 2.4. */
export type UsernameChoice = ExplicitUsername | DerivedUsername;

/** The policy group of an account: one that exists, or one that is made where it does not. */
export type PolicyChoice =
  | { readonly id: string; readonly managed?: undefined }
  | {
      readonly managed: PolicyDraft;
      /** The key of the draft, where it has none of its own. */
      readonly key?: string | undefined;
      readonly id?: undefined;
    };

/** What a storage vault should be. */
export interface VaultChange {
  /** The storage template of a vault that is to be requested. */
  readonly providerId?: string | undefined;
  /** The name of the vault (`Description`). */
  readonly label?: string | undefined;
  readonly quota?: QuotaSetting | undefined;
  /** Takes a vault out of a quota that it shares with others (`StorageLimitID`), so that its own counts. */
  readonly detachSharedQuota?: boolean | undefined;
}

/** The storage vault that an account gets. */
export interface VaultSpec extends VaultChange {
  /** The storage template, one of those that `AdminRequestStorageVaultProviders` lists. */
  readonly providerId: string;
}

/** Which vaults a quota is for: the one that came with the account, those named, or all. Default `initial`. */
export type VaultScope = 'initial' | 'all' | { readonly ids: readonly string[] };

/** What an account says of its owner. What is left out stays as it is. */
export interface ProfileFields {
  readonly accountName?: string | undefined;
  /** Addresses for reports. They are not sent unless `sendEmailReports` is on. */
  readonly emails?: readonly string[] | undefined;
  readonly sendEmailReports?: boolean | undefined;
  readonly languageCode?: string | undefined;
  /** IANA name. A start value: the software on a device sets its own later. */
  readonly timezone?: string | undefined;
}

/** What is known of the server and the login. Nothing is guessed where it is left out. */
export interface ServerCapabilities {
  /** Such as `25.9.8`. */
  readonly serverVersion?: string | undefined;
  /**
   * The organization of the login itself, where it is a tenant's: what `AdminAccountProperties` calls
   * `OrganizationID`.
   */
  readonly loginOrganizationId?: string | undefined;
}

/** An account to create. Source: contract 2.2. */
export interface AccountSpec {
  /**
   * Your own stable id of the service, 1 to 64 characters of those a user name may have. It is the identity of the
   * whole work: the same key never gets a second account.
   */
  readonly serviceKey: string;
  /** The organization (tenant) of the account; empty for the top level. Only for a login of the top level. */
  readonly organizationId?: string | undefined;
  readonly username: UsernameChoice;
  /** At least 8 characters on one line. */
  readonly password: string | Secret;
  /** The user must choose another password first. Default false. */
  readonly requirePasswordChange?: boolean | undefined;
  /** Administrators can set a new password later. Default true. */
  readonly storeRecoveryCode?: boolean | undefined;
  readonly policy?: PolicyChoice | undefined;
  readonly vault?: VaultSpec | undefined;
  readonly limits?: AccountLimits | undefined;
  readonly profile?: ProfileFields | undefined;
  readonly vaultQuotaScope?: Exclude<VaultScope, object> | undefined;
  readonly capabilities?: ServerCapabilities | undefined;
}

/** What to change of an account that exists. What is left out stays as it is. */
export interface AccountChange {
  /** Null takes the policy away, and with it the restrictions that it left in the account. */
  readonly policy?: PolicyChoice | null | undefined;
  readonly limits?: AccountLimits | undefined;
  readonly profile?: ProfileFields | undefined;
  readonly vault?: VaultChange | undefined;
  /** The vault that came with the account, as `create` returned it. */
  readonly destinationId?: string | undefined;
  readonly vaultQuotaScope?: VaultScope | undefined;
  /**
   * Requests the vault of `vault.providerId` for an account that has none. Let no two changes do so at once: each would
   * request one. Default false.
   */
  readonly ensureVault?: boolean | undefined;
  /** What to do when more is in use than the new limits allow. Default `warn`. */
  readonly onDowngrade?: 'warn' | 'refuse' | undefined;
  /** The organization of the account, where it is not that of the login. */
  readonly organizationId?: string | undefined;
  readonly capabilities?: ServerCapabilities | undefined;
}

/** How an account is deleted. */
export interface AccountTermination {
  /** Refuses to delete an account that is in use. Default false. */
  readonly requireSuspended?: boolean | undefined;
  /** Refuses to delete an account with more devices than this. */
  readonly maxDevices?: number | undefined;
  /** Removes the software from the devices that are online; `removeConfig` also its settings. */
  readonly uninstall?: { readonly removeConfig: boolean } | undefined;
}

/** A new password of an account. */
export interface PasswordChange {
  /** At least 8 characters on one line. */
  readonly newPassword: string | Secret;
  /** Needed where no recovery code is stored, because the password cannot be reset without it. */
  readonly oldPassword?: string | Secret | undefined;
}
