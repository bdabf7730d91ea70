import { ConfigError } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/call.ts';
import type { AccountRef } from './account-ref.ts';
import { checkRef } from './check-spec.ts';
import { CreateRun } from './create/create-run.ts';
import type { AccountJournal } from './journal.ts';
import { InMemoryAccountJournal } from './memory-journal.ts';
import { planPassword, planSuspend, planTerminate, planUnsuspend } from './plan-actions.ts';
import { planChange } from './plan-change.ts';
import type { ChangedAccount, CreatedAccount, SsoTicket, TerminatedAccount } from './result.ts';
import { changePassword } from './run/change-password.ts';
import { ChangeRun } from './run/change-run.ts';
import { downloadInstaller, type InstallerPlatform, listInstallers } from './run/installers.ts';
import type { CometAccountsOptions, CreateOptions } from './run/options.ts';
import { startSso } from './run/sso.ts';
import { terminate } from './run/terminate.ts';
import { type ConnectionTest, testConnection } from './run/test-connection.ts';
import type { AccountChange, AccountSpec, AccountTermination, PasswordChange } from './spec.ts';

/**
 * Backup accounts on a Comet Server, safely: an account is never created twice for a service, never that of somebody
 * else, and never written when it is as wanted.
 *
 * @example
 * const accounts = new CometAccounts({ comet, journal });
 * const { username, creationGuid } = await accounts.create({
 *   serviceKey: '1042',
 *   username: { mode: 'derive', candidates: ['ada@acme.example'] },
 *   password,
 *   vault: { providerId: 'local', quota: { tib: 1 } },
 *   limits: { devices: 5 },
 * });
 */
export class CometAccounts {
  readonly #options: CometAccountsOptions;
  readonly #journal: AccountJournal;

  /** @throws ConfigError without a `comet` that makes calls */
  constructor(options: CometAccountsOptions) {
    if (typeof options?.comet?.call !== 'function')
      throw new ConfigError('CometAccounts needs `comet`: a CometConnection or a CometAdminClient');
    this.#options = options;
    this.#journal = options.journal ?? new InMemoryAccountJournal();
  }

  /**
   * Creates an account with its policy, limits and vault. Called again with the same service key it goes on where it
   * stopped; where all is done, it reads once and writes nothing.
   *
   * Source: contract 2.6 (CREATE, RESUME).
   * @throws InvalidInputError with every issue, before anything is sent; CometAccountError; ConcurrencyError when another
   * run works on the same service
   */
  create(spec: AccountSpec, options: CreateOptions = {}): Promise<CreatedAccount> {
    return CreateRun.start(this.#options, this.#journal, spec, options);
  }

  /**
   * Changes policy, limits, fields and vaults of an account, in one write where anything differs. With `ensureVault`
   * an account without a vault gets one. What is refused, is refused before the first write.
   *
   * Source: contract 2.6 (CHANGE).
   * @throws InvalidInputError with every issue; CometAccountError, `LIMIT_BELOW_USAGE` with its `findings` where
   * `onDowngrade` is `refuse`
   */
  async change(
    account: AccountRef,
    change: AccountChange,
    options: CallOptions = {},
  ): Promise<ChangedAccount> {
    return ChangeRun.start(this.#options, account, planChange(account, change), options, change);
  }

  /**
   * Suspends an account: it can neither back up nor restore nor log in, and keeps costing Comet charges. One that is
   * suspended already is not written.
   *
   * Source: contract 2.6. @throws InvalidInputError before anything is sent; CometAccountError
   */
  async suspend(account: AccountRef, options: CallOptions = {}): Promise<ChangedAccount> {
    return ChangeRun.start(this.#options, account, planSuspend(account), options);
  }

  /** Ends a suspension. Source: contract 2.6. @throws as `suspend` does */
  async unsuspend(account: AccountRef, options: CallOptions = {}): Promise<ChangedAccount> {
    return ChangeRun.start(this.#options, account, planUnsuspend(account), options);
  }

  /**
   * Deletes an account, and tells what it used for the last invoice. That cannot be undone: nobody can read the stored
   * data again, which stays where it is. One that is gone already is a success.
   *
   * Source: contract 2.6 (TERMINATE).
   * @throws InvalidInputError before anything is sent; CometAccountError, `TERMINATION_REFUSED` where a guard does not
   * hold
   */
  async terminate(
    account: AccountRef,
    termination: AccountTermination = {},
    options: CallOptions = {},
  ): Promise<TerminatedAccount> {
    return terminate(this.#options, account, planTerminate(account, termination), options);
  }

  /**
   * Gives an account a new password. Keep it, sealed, beside the old one before the call, or it is lost with a process
   * that dies meanwhile; it takes the place of the old one once this resolved. Without the old password, a call that got
   * no answer is repeated; with it, it is not, because the old one is wrong once the new one is set.
   *
   * Source: contract 2.6 (PASSWORD).
   * @throws InvalidInputError before anything is sent; CometAccountError, `RECOVERY_CODE_MISSING` where only the old
   * password would help
   */
  async changePassword(
    account: AccountRef,
    change: PasswordChange,
    options: CallOptions = {},
  ): Promise<ChangedAccount> {
    return changePassword(this.#options, account, planPassword(account, change), change, options);
  }

  /**
   * Logs the administrator in to Comet's web interface: open `openUrl` in a window, wait for its message `app_loaded`
   * from `expectOrigin`, then post `message` to that origin alone. It holds a key with all rights: never put it in a URL.
   *
   * Source: contract 2.6 (SSO) and admin 3.8. @throws CometAccountError; ConfigError without `baseUrl` and `username`
   */
  async adminSso(options: CallOptions = {}): Promise<SsoTicket> {
    return startSso(this.#options, undefined, options);
  }

  /**
   * Logs a user in to Comet's web interface, as `adminSso` does.
   *
   * Source: contract 2.6 (SSO) and admin 3.8.
   * @throws InvalidInputError before anything is sent; CometAccountError, `SSO_NOT_ALLOWED` for a suspended user or a
   * policy that closes the web interface, before any session is started
   */
  async userSso(account: AccountRef, options: CallOptions = {}): Promise<SsoTicket> {
    // Without an account, the session would be the administrator's.
    checkRef(account);
    return startSso(this.#options, account, options);
  }

  /**
   * Asks the server who it is, to try an address and a login. What is wrong with them is in the result.
   *
   * Source: contract 2.6 (TEST). @throws AbortedError; InvalidInputError for limits that cannot be kept
   */
  async test(options: CallOptions = {}): Promise<ConnectionTest> {
    return testConnection(this.#options, options);
  }

  /** The builds of the backup software that customers may install. Source: contract 2.11. @throws CometAccountError */
  async installers(options: CallOptions = {}): Promise<readonly InstallerPlatform[]> {
    return listInstallers(this.#options, options);
  }

  /**
   * The installer of a platform, one of `installers()`. Whatever the server says instead of a file is an error.
   *
   * Source: contract 2.11. @throws CometAccountError
   */
  async installer(platform: number, options: CallOptions = {}): Promise<Uint8Array> {
    return downloadInstaller(this.#options, platform, options);
  }
}
