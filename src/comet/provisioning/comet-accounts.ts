import type { CallOptions } from '../../core/http/call.ts';
import type { AccountRef } from './account-ref.ts';
import { CreateRun } from './create/create-run.ts';
import type { AccountJournal } from './journal.ts';
import { InMemoryAccountJournal } from './memory-journal.ts';
import { planSuspend, planUnsuspend } from './plan-actions.ts';
import type { ChangedAccount, CreatedAccount } from './result.ts';
import type { CometAccountsOptions, CreateOptions } from './run/options.ts';
import { runProfilePlan } from './run/profile-plan.ts';
import type { AccountSpec } from './spec.ts';

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

  constructor(options: CometAccountsOptions) {
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
   * Suspends an account: it can neither back up nor restore nor log in, and keeps costing Comet charges. One that is
   * suspended already is not written.
   *
   * Source: contract 2.6. @throws InvalidInputError before anything is sent; CometAccountError
   */
  async suspend(account: AccountRef, options: CallOptions = {}): Promise<ChangedAccount> {
    return runProfilePlan(this.#options, account, planSuspend(account), options);
  }

  /** Ends a suspension. Source: contract 2.6. @throws as `suspend` does */
  async unsuspend(account: AccountRef, options: CallOptions = {}): Promise<ChangedAccount> {
    return runProfilePlan(this.#options, account, planUnsuspend(account), options);
  }
}
