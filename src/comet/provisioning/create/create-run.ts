import { ConcurrencyError } from '../../../core/errors/engine.ts';
import { quote } from '../../../core/secret.ts';
import { systemClock } from '../../../core/time.ts';
import { CometAccountError } from '../account-error.ts';
import { diffProfile } from '../diff-profile.ts';
import type { AccountJournal, JournalStage } from '../journal.ts';
import type { CreatePlan, PlanStep, StepId } from '../plan.ts';
import { planCreate } from '../plan-create.ts';
import { targetOrganization } from '../plan-steps.ts';
import { assertOwner } from '../profile-checks.ts';
import { resolvePatch } from '../resolve-patch.ts';
import type { CreatedAccount, StepReport } from '../result.ts';
import { AccountCalls, type ProfileVersion } from '../run/calls.ts';
import type { CometAccountsOptions, CreateOptions } from '../run/options.ts';
import { stopOf } from '../run/stop.ts';
import type { AccountSpec } from '../spec.ts';
import type { AccountWarning } from '../warning.ts';
import { settlePolicy } from './check-policy.ts';
import { claim } from './claim.ts';
import { JournalKeeper } from './journal-keeper.ts';
import { newVaultOf, requestVault } from './request-vault.ts';

type Outcome = StepReport['outcome'];

const STAGES: readonly JournalStage[] = ['planned', 'dispatched', 'claimed', 'configured', 'vaulted', 'done'];

/** Steps that an account which is there already does not need. */
const BEFORE_CLAIM: ReadonlySet<StepId> = new Set(['policy', 'provider', 'claim']);

/** Whether a creation that came to one stage has what another stands for. */
function hasReached(stage: JournalStage, other: JournalStage | undefined): boolean {
  return other !== undefined && STAGES.indexOf(stage) >= STAGES.indexOf(other);
}

/** Whether an error says that this run must leave the account alone: it is another's, or another run works on it. */
function mustLeaveAlone(error: Error): boolean {
  if (error instanceof ConcurrencyError) return true;
  return error instanceof CometAccountError && error.code === 'OWNERSHIP_MISMATCH';
}

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
  #hasWritten = false;

  private constructor(
    options: CometAccountsOptions,
    call: CreateOptions,
    spec: AccountSpec,
    plan: CreatePlan,
    journal: JournalKeeper,
  ) {
    this.#options = options;
    this.#call = call;
    this.#spec = spec;
    this.#plan = plan;
    this.#calls = new AccountCalls(options, 'create', call);
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
    const { serviceKey, organizationId } = plan;
    const fresh = { serviceKey, organizationId, stage: 'planned', username: '' } as const;
    const keeper = await JournalKeeper.open(journal, fresh);
    return new CreateRun(options, call, spec, plan, keeper).#run();
  }

  async #run(): Promise<CreatedAccount> {
    for (const step of this.#plan.steps) {
      const outcome = await this.#attempt(step);
      this.#reports.push({ id: step.id, outcome });
    }
    return this.#result();
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
      throw this.#stopped(step, error);
    }
  }

  /** Whether an earlier run is past a step. A read is always made: it tells whose account it is. */
  #isBehind({ id, stage }: PlanStep): boolean {
    if (BEFORE_CLAIM.has(id)) return hasReached(this.#resumedFrom, 'claimed');
    if (id === 'read') return false;
    if (this.#resumedFrom === 'done') return true;
    return id !== 'vault' && hasReached(this.#resumedFrom, stage);
  }

  #perform(step: PlanStep): Promise<Outcome> {
    switch (step.id) {
      case 'policy':
        return this.#settlePolicy(step);
      case 'provider':
        return this.#checkProvider(step);
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
    const policyId = await settlePolicy(this.#calls, task);
    await this.#journal.save({ policyId });
    return 'done';
  }

  async #checkProvider(step: PlanStep): Promise<Outcome> {
    const offered = await this.#calls.providers(targetOrganization(this.#spec));
    for (const check of step.checks ?? []) {
      if (check.kind !== 'provider-offered' || Object.hasOwn(offered, check.providerId)) continue;
      throw new CometAccountError(
        `The server does not offer the storage template ${quote(check.providerId)}`,
        'PROVIDER_NOT_FOUND',
        { operation: step.operation },
      );
    }
    return 'done';
  }

  async #claim(step: PlanStep): Promise<Outcome> {
    const { clock = systemClock } = this.#options;
    const task = {
      calls: this.#calls,
      journal: this.#journal,
      clock,
      spec: this.#spec,
      plan: this.#plan,
      step,
    };
    const { adopted } = await claim(task);
    this.#hasWritten = true;
    this.#known = adopted;
    return adopted === undefined ? 'done' : 'adopted';
  }

  /** C4: from here on, the account is known by more than its name. */
  async #read(): Promise<Outcome> {
    const { username, creationGuid } = this.#journal.record;
    const known = this.#known ?? (await this.#calls.read(username));
    const { CreationGUID, Destinations } = known.profile;
    if (creationGuid !== undefined) assertOwner(known.profile, { username, expect: { creationGuid } });
    this.#known = known;
    if (hasReached(this.#journal.record.stage, 'claimed')) return 'done';
    await this.#journal.save({
      stage: 'claimed',
      creationGuid: CreationGUID,
      vaultBefore: Object.keys(Destinations ?? {}),
      addUserDispatchedAt: undefined,
    });
    await this.#call.onClaimed?.({ username, creationGuid: CreationGUID });
    return 'done';
  }

  /** C6 */
  async #requestVault(step: PlanStep): Promise<Outcome> {
    const { username, vaultBefore = [] } = this.#journal.record;
    const left = await this.#leftVault();
    if (left !== undefined) return left;
    const providerId = String(step.params['StorageProvider']);
    const made = await requestVault(this.#calls, username, providerId, vaultBefore);
    this.#hasWritten = true;
    this.#known = made.version;
    await this.#journal.save({ stage: 'vaulted', destinationId: made.destinationId });
    return made.isAdopted ? 'adopted' : 'done';
  }

  /** What an earlier run left of C6: its request may have made a vault without a word. */
  async #leftVault(): Promise<Outcome | undefined> {
    if (!hasReached(this.#resumedFrom, 'claimed')) return undefined;
    const { destinationId, vaultBefore = [] } = this.#journal.record;
    const { profile } = this.#known ?? (await this.#refresh());
    if (destinationId !== undefined && Object.hasOwn(profile.Destinations ?? {}, destinationId))
      return 'skipped';
    const left = newVaultOf(profile, vaultBefore);
    if (left === undefined) return undefined;
    await this.#journal.save({ stage: 'vaulted', destinationId: left });
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
    const known = await this.#calls.read(username);
    if (creationGuid !== undefined) assertOwner(known.profile, { username, expect: { creationGuid } });
    this.#known = known;
    return known;
  }

  async #result(): Promise<CreatedAccount> {
    const { hash, profile } = this.#known ?? (await this.#refresh());
    const { username, organizationId, policyId, destinationId } = this.#journal.record;
    const isResumed = hasReached(this.#resumedFrom, 'claimed');
    return {
      status: isResumed ? (this.#hasWritten ? 'resumed' : 'unchanged') : 'created',
      username,
      creationGuid: profile.CreationGUID,
      organizationId,
      policyId,
      destinationId,
      profileHash: hash,
      steps: this.#reports,
      warnings: this.#warnings,
    };
  }

  /** The error of a stop: once the account is there, one that says that it is not finished. */
  #stopped(step: PlanStep, error: unknown): unknown {
    const { stage, username, creationGuid, policyId, destinationId } = this.#journal.record;
    const isThere = creationGuid !== undefined || this.#hasWritten;
    const isUnanswered = !isThere && stage === 'dispatched';
    const account = isThere ? 'exists' : isUnanswered ? 'unknown' : 'none';
    const exists = {
      account,
      username: username || undefined,
      creationGuid,
      policyId,
      destinationId,
    } as const;
    const stop = stopOf(error, { step: step.id, stage, exists });
    if (!isThere || !(stop instanceof Error) || mustLeaveAlone(stop)) return stop;
    return new CometAccountError(
      `The account ${quote(username)} exists and is not finished: ${stop.message}`,
      'PARTIAL_PROVISION',
      { step: step.id, stage, operation: step.operation, retryable: true, exists, cause: stop },
    );
  }
}
