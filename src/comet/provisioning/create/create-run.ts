import { systemClock } from '../../../core/time.ts';
import { type PolicyFacts, policyFacts } from '../../policy/index.ts';
import { diffProfile } from '../diff-profile.ts';
import type { AccountJournal, JournalStage } from '../journal.ts';
import type { CreatePlan, PlanStep, StepId } from '../plan.ts';
import { planCreate } from '../plan-create.ts';
import { readStep, writeStep } from '../plan-steps.ts';
import { assertOwner } from '../profile-checks.ts';
import { resolvePatch } from '../resolve-patch.ts';
import type { CreatedAccount, StepReport } from '../result.ts';
import type { Outcome } from '../run/account-run.ts';
import { AccountCalls, type ProfileVersion } from '../run/calls.ts';
import { checkProvider } from '../run/check-provider.ts';
import { findAccount } from '../run/exists.ts';
import type { CometAccountsOptions, CreateOptions } from '../run/options.ts';
import { newVaultOf, requestVault, vaultIds } from '../run/request-vault.ts';
import { settlePolicy } from '../run/settle-policy.ts';
import { stopOf } from '../run/stop.ts';
import type { AccountSpec } from '../spec.ts';
import { vaultTypeWarnings } from '../vault-type.ts';
import type { AccountWarning } from '../warning.ts';
import { checkOptions } from './check-options.ts';
import { claim } from './claim.ts';
import { compensate } from './compensate.ts';
import { JournalKeeper } from './journal-keeper.ts';
import { accountGone, existenceOf, mustLeaveAlone, partialProvision } from './partial-provision.ts';
import { settleDeletion } from './settle-deletion.ts';
import { hasReached } from './stages.ts';

/** Steps that an account which is there already does not need. */
const BEFORE_CLAIM: ReadonlySet<StepId> = new Set(['policy', 'provider', 'claim']);

/** One run of the creation of one account, which walks the steps of its plan. Source: contract 2.6. */
export class CreateRun {
  readonly #options: CometAccountsOptions;
  readonly #call: CreateOptions;
  readonly #spec: AccountSpec;
  readonly #plan: CreatePlan;
  readonly #calls: AccountCalls;
  readonly #journal: JournalKeeper;
  /** How far earlier runs came. */
  readonly #resumedFrom: JournalStage;
  readonly #reports: StepReport[] = [];
  readonly #warnings: AccountWarning[];
  #known: ProfileVersion | undefined;
  #policyFacts: PolicyFacts | undefined;
  /** Whether this run created the account, or found that its own lost call did. */
  #isOwn = false;
  #hasWritten = false;

  private constructor(
    options: CometAccountsOptions,
    call: CreateOptions,
    spec: AccountSpec,
    plan: CreatePlan,
    journal: JournalKeeper,
    calls: AccountCalls,
  ) {
    this.#options = options;
    this.#call = call;
    this.#spec = spec;
    this.#plan = plan;
    this.#calls = calls;
    this.#journal = journal;
    this.#resumedFrom = journal.record.stage;
    this.#warnings = [...plan.warnings];
  }

  static async start(
    options: CometAccountsOptions,
    journal: AccountJournal,
    spec: AccountSpec,
    call: CreateOptions,
  ): Promise<CreatedAccount> {
    const plan = planCreate(spec);
    checkOptions(call);
    const { serviceKey, organizationId } = plan;
    const fresh = { serviceKey, organizationId, stage: 'planned', username: '' } as const;
    const keeper = await JournalKeeper.open(journal, fresh);
    const calls = new AccountCalls(options, 'create', call);
    await settleDeletion(calls, keeper);
    return new CreateRun(options, call, spec, plan, keeper, calls).#run();
  }

  async #run(): Promise<CreatedAccount> {
    await this.#walk(this.#plan.steps);
    if (this.#journal.record.suspended === true) await this.#unsuspend();
    if (this.#known === undefined) await this.#attempt(readStep('reread', this.#journal.record.username));
    return this.#result();
  }

  /** Ends the suspension of an earlier run that could not finish the account. */
  async #unsuspend(): Promise<void> {
    const { username } = this.#journal.record;
    await this.#walk(writeStep('unsuspend', 'read', username, { suspended: false }));
    await this.#journal.save({ suspended: undefined });
  }

  async #walk(steps: readonly PlanStep[]): Promise<void> {
    for (const step of steps) this.#reports.push({ id: step.id, outcome: await this.#attempt(step) });
  }

  async #attempt(step: PlanStep): Promise<Outcome> {
    try {
      if (this.#isBehind(step)) return 'skipped';
      const outcome = await this.#perform(step);
      const { stage } = step;
      if (stage !== undefined && !hasReached(this.#journal.record.stage, stage))
        await this.#journal.save({ stage });
      return outcome;
    } catch (error) {
      throw await this.#stopped(step, error);
    }
  }

  /** Whether an earlier run is past a step. A read is always made: it tells whose account it is. */
  #isBehind({ id, stage }: PlanStep): boolean {
    if (BEFORE_CLAIM.has(id)) return hasReached(this.#resumedFrom, 'claimed');
    if (id === 'read' || id === 'reread' || id === 'unsuspend') return false;
    if (this.#resumedFrom === 'done') return true;
    return id !== 'vault' && hasReached(this.#resumedFrom, stage);
  }

  #perform(step: PlanStep): Promise<Outcome> {
    switch (step.id) {
      case 'policy':
        return this.#settlePolicy(step);
      case 'provider':
        return checkProvider(this.#calls, step).then(() => 'done');
      case 'claim':
        return this.#claim(step);
      case 'read':
        return this.#read();
      case 'vault':
        return this.#requestVault(step);
      case 'reread':
        return this.#reread();
      default:
        return this.#write(step);
    }
  }

  async #settlePolicy(step: PlanStep): Promise<Outcome> {
    const { policy: choice, capabilities } = this.#spec;
    if (choice === undefined) return 'skipped';
    const { organizationId } = this.#plan;
    const task = { choice, organizationId, capabilities, step, tools: this.#options };
    const { id: policyId, facts } = await settlePolicy(this.#calls, task);
    this.#policyFacts = facts;
    await this.#journal.save({ policyId });
    return 'done';
  }

  async #claim(step: PlanStep): Promise<Outcome> {
    const { adopted, isProved } = await claim({
      calls: this.#calls,
      journal: this.#journal,
      clock: this.#options.clock ?? systemClock,
      spec: this.#spec,
      plan: this.#plan,
      step,
      verdict: this.#call.verdict,
    });
    this.#isOwn = isProved;
    this.#hasWritten = true;
    this.#known = adopted;
    return adopted === undefined ? 'done' : 'adopted';
  }

  /** C4: from here on, the account is known by more than its name. */
  async #read(): Promise<Outcome> {
    const { username } = this.#journal.record;
    const known = this.#known ?? (await this.#refresh());
    const { CreationGUID: creationGuid } = known.profile;
    if (!hasReached(this.#resumedFrom, 'claimed')) {
      await this.#journal.save({
        stage: 'claimed',
        creationGuid,
        vaultBefore: vaultIds(known.profile),
        addUserDispatchedAt: undefined,
      });
    }
    // An earlier run may have broken off before it told, or while it did.
    if (this.#resumedFrom !== 'done') await this.#call.onClaimed?.({ username, creationGuid });
    return 'done';
  }

  /** C6 */
  async #requestVault(step: PlanStep): Promise<Outcome> {
    const left = await this.#leftVault();
    if (left !== undefined) return left;
    const { username, vaultBefore } = this.#journal.record;
    const before = this.#known === undefined ? vaultBefore : vaultIds(this.#known.profile);
    // A run that was overtaken finds out here, before it makes a second vault.
    await this.#journal.save({ vaultRequested: true, vaultBefore: before });
    this.#known = undefined;
    const { destinationId, isAdopted } = await requestVault({
      calls: this.#calls,
      username,
      providerId: String(step.params['StorageProvider']),
      before: before ?? [],
      accept: (version) => this.#accept(version),
      onRefused: () => this.#journal.save({ vaultRequested: undefined }),
    });
    this.#hasWritten = true;
    await this.#journal.save({ stage: 'vaulted', destinationId, vaultRequested: undefined });
    return isAdopted ? 'adopted' : 'done';
  }

  /**
   * What an earlier run left of C6. Without a request that got no answer, a vault that came meanwhile is the customer's
   * own.
   */
  async #leftVault(): Promise<Outcome | undefined> {
    if (!hasReached(this.#resumedFrom, 'claimed')) return undefined;
    const { destinationId, vaultBefore = [], vaultRequested } = this.#journal.record;
    const { profile } = this.#known ?? (await this.#refresh());
    if (destinationId !== undefined && Object.hasOwn(profile.Destinations ?? {}, destinationId))
      return 'skipped';
    const left = vaultRequested === true ? newVaultOf(profile, vaultBefore) : undefined;
    if (left === undefined) return undefined;
    await this.#journal.save({ stage: 'vaulted', destinationId: left, vaultRequested: undefined });
    return 'adopted';
  }

  /** C7 */
  async #reread(): Promise<Outcome> {
    if (this.#known !== undefined) return 'skipped';
    await this.#refresh();
    return 'done';
  }

  /** C5 and C8 */
  async #write({ patch = {} }: PlanStep): Promise<Outcome> {
    const { username, policyId, destinationId } = this.#journal.record;
    const known = this.#known ?? (await this.#refresh());
    const wanted = resolvePatch(patch, { policyId, destinationId });
    this.#warnings.push(...diffProfile(known.profile, wanted).warnings);
    const { profile, hash, changed } = await this.#calls.write(username, known, wanted);
    this.#hasWritten ||= changed;
    this.#known = hash === undefined ? undefined : { profile, hash };
    return changed ? 'done' : 'skipped';
  }

  async #refresh(): Promise<ProfileVersion> {
    const { username, creationGuid } = this.#journal.record;
    const known =
      creationGuid === undefined
        ? await this.#calls.read(username)
        : await findAccount(this.#calls, username);
    if (known === undefined) throw accountGone(username);
    return this.#accept(known);
  }

  /** Goes on with a version of the account, if it is the one that was claimed. */
  #accept(known: ProfileVersion): ProfileVersion {
    const { username, creationGuid } = this.#journal.record;
    if (creationGuid !== undefined) assertOwner(known.profile, { username, expect: { creationGuid } });
    this.#known = known;
    return known;
  }

  async #result(): Promise<CreatedAccount> {
    const { hash, profile } = this.#known ?? (await this.#refresh());
    const { username, policyId, destinationId } = this.#journal.record;
    const isResumed = hasReached(this.#resumedFrom, 'claimed');
    const facts = this.#policyFacts ?? policyFacts({ Policy: profile.Policy });
    return {
      status: isResumed ? (this.#hasWritten ? 'resumed' : 'unchanged') : 'created',
      username,
      creationGuid: profile.CreationGUID,
      organizationId: profile.OrganizationID ?? this.#plan.organizationId,
      policyId,
      destinationId,
      profileHash: hash,
      steps: this.#reports,
      warnings: [...this.#warnings, ...vaultTypeWarnings(profile, destinationId, facts)],
    };
  }

  /** The error of a stop: once the account is there, one that says that it is not finished and what became of it. */
  async #stopped({ id, operation }: PlanStep, error: unknown): Promise<unknown> {
    const { record } = this.#journal;
    const { stage } = record;
    const isThere = record.creationGuid !== undefined || this.#hasWritten;
    const exists = existenceOf(record, isThere ? 'exists' : stage === 'dispatched' ? 'unknown' : 'none');
    const stop = stopOf(error, { step: id, stage, exists });
    // An account that was finished is in use: that it could not be looked at now is no reason to touch it.
    if (stage === 'done' || exists.account !== 'exists') return stop;
    if (!(stop instanceof Error) || mustLeaveAlone(stop)) return stop;
    const compensation = await compensate({
      calls: this.#calls,
      journal: this.#journal,
      wanted: this.#call.onPartial ?? 'resume',
      isOwn: this.#isOwn,
    });
    return partialProvision(stop, { step: id, stage, operation, exists, compensation });
  }
}
