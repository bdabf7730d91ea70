import type { CallOptions } from '../../../core/http/call.ts';
import type { AccountExistence } from '../account-error.ts';
import type { AccountRef } from '../account-ref.ts';
import type { AccountPlan, PlanStep } from '../plan.ts';
import { assertChecks } from '../profile-checks.ts';
import type { StepReport } from '../result.ts';
import { AccountCalls, type ProfileVersion } from './calls.ts';
import type { CometAccountsOptions } from './options.ts';
import { stopOf } from './stop.ts';

/** What became of a step. */
export type Outcome = StepReport['outcome'];

/** One walk through the plan of work on an account that exists. */
export class AccountRun {
  readonly username: string;
  readonly calls: AccountCalls;
  readonly #plan: AccountPlan;
  readonly #steps: StepReport[] = [];
  #exists: AccountExistence | undefined;

  constructor(
    options: CometAccountsOptions,
    { username }: AccountRef,
    plan: AccountPlan,
    what: string,
    call: CallOptions,
  ) {
    this.username = username;
    this.calls = new AccountCalls(options, what, call);
    this.#plan = plan;
  }

  /** What was done so far. */
  get steps(): readonly StepReport[] {
    return this.#steps;
  }

  /** The account's own identity, once it was read. */
  get creationGuid(): string {
    return this.#exists?.creationGuid ?? '';
  }

  /** Makes every step. @throws CometAccountError with the step that stopped and what is there */
  async walk(perform: (step: PlanStep) => Promise<Outcome>): Promise<void> {
    for (const step of this.#plan.steps) {
      try {
        this.#steps.push({ id: step.id, outcome: await perform(step) });
      } catch (error) {
        throw stopOf(error, { step: step.id, operation: step.operation, exists: this.#exists });
      }
    }
  }

  /** Reads the account and holds it against the checks of the step. */
  async read({ checks }: PlanStep): Promise<ProfileVersion> {
    const known = await this.calls.read(this.username);
    this.accept(known, checks);
    return known;
  }

  /** Holds an account against checks. From then on, it is known to be there. */
  accept({ profile }: ProfileVersion, checks: PlanStep['checks']): void {
    this.note({ account: 'exists', creationGuid: profile.CreationGUID });
    assertChecks(profile, checks);
  }

  /** What is known of the account from now on. */
  note(news: Partial<AccountExistence>): void {
    this.#exists = { account: 'unknown', ...this.#exists, username: this.username, ...news };
  }
}
