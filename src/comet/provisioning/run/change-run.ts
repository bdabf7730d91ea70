import type { CallOptions } from '../../../core/http/call.ts';
import type { PolicyFacts } from '../../policy/index.ts';
import { policyFacts } from '../../policy/index.ts';
import { CometAccountError } from '../account-error.ts';
import type { AccountRef } from '../account-ref.ts';
import { wantedOrganization } from '../check-parts.ts';
import { diffProfile } from '../diff-profile.ts';
import type { AccountPlan, LimitFinding, PlanStep } from '../plan.ts';
import { limitsBelowUsage, limitWarnings } from '../preflight.ts';
import type { AccountProfile } from '../profile.ts';
import type { ProfilePatch } from '../profile-patch.ts';
import { resolvePatch } from '../resolve-patch.ts';
import type { ChangedAccount } from '../result.ts';
import type { AccountChange } from '../spec.ts';
import { vaultsOf } from '../vault-settings.ts';
import { vaultTypeWarnings } from '../vault-type.ts';
import type { AccountWarning } from '../warning.ts';
import { AccountRun, type Outcome } from './account-run.ts';
import type { ProfileVersion } from './calls.ts';
import { checkProvider } from './check-provider.ts';
import type { CometAccountsOptions } from './options.ts';
import { requestVault, vaultIds } from './request-vault.ts';
import { settlePolicy } from './settle-policy.ts';

/** One run of a plan that changes an account. Source: contract 2.6 (CHANGE, SUSPEND). */
export class ChangeRun {
  readonly #options: CometAccountsOptions;
  readonly #plan: AccountPlan;
  readonly #change: AccountChange;
  readonly #run: AccountRun;
  /** What each write should tell, as of the profile that it was made on. */
  readonly #warnings = new Map<PlanStep['id'], readonly AccountWarning[]>();
  #known: ProfileVersion | undefined;
  #profile: AccountProfile = {};
  #policy: { readonly id: string; readonly facts: PolicyFacts } | undefined;
  #newVault: string | undefined;

  private constructor(
    options: CometAccountsOptions,
    account: AccountRef,
    plan: AccountPlan,
    change: AccountChange,
    call: CallOptions,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#change = change;
    this.#run = new AccountRun(options, account, plan, 'change', call);
  }

  /** @param change what the plan was made from; none for a suspension */
  static async start(
    options: CometAccountsOptions,
    account: AccountRef,
    plan: AccountPlan,
    call: CallOptions,
    change: AccountChange = {},
  ): Promise<ChangedAccount> {
    const run = new ChangeRun(options, account, plan, change, call);
    await run.#run.walk((step) => run.#perform(step));
    return run.#result();
  }

  #perform(step: PlanStep): Promise<Outcome> {
    switch (step.id) {
      case 'policy':
        return this.#settlePolicy(step);
      case 'provider':
        return checkProvider(this.#run.calls, step).then(() => 'done');
      case 'read':
        return this.#read(step);
      case 'vault':
        return this.#requestVault(step);
      case 'reread':
        return this.#reread();
      default:
        return this.#write(step);
    }
  }

  async #settlePolicy(step: PlanStep): Promise<Outcome> {
    const { policy: choice, organizationId, capabilities } = this.#change;
    if (choice === undefined || choice === null) return 'skipped';
    const organization = wantedOrganization(organizationId, capabilities);
    const task = { choice, organizationId: organization, capabilities, step, tools: this.#options };
    this.#policy = await settlePolicy(this.#run.calls, task);
    return 'done';
  }

  /** Reads, and refuses what can be refused before the first write. */
  async #read(step: PlanStep): Promise<Outcome> {
    const known = await this.#run.read(step);
    this.#keep(known);
    for (const { id, patch, checks } of this.#plan.steps) {
      const isForNewVault = id === 'finish' && !this.#hasVault();
      if (patch !== undefined && !isForNewVault) inspect(known.profile, this.#resolved(patch), checks);
    }
    return 'done';
  }

  async #requestVault({ params }: PlanStep): Promise<Outcome> {
    if (this.#hasVault()) return 'skipped';
    const { calls, username } = this.#run;
    const before = vaultIds(this.#profile);
    this.#known = undefined;
    const { destinationId, isAdopted } = await requestVault({
      calls,
      username,
      providerId: String(params['StorageProvider']),
      before,
      accept: (version) => this.#accept(version),
    });
    this.#newVault = destinationId;
    this.#run.note({ destinationId });
    return isAdopted ? 'adopted' : 'done';
  }

  /** Reads where the answer before held no profile. */
  async #reread(): Promise<Outcome> {
    if (this.#known !== undefined) return 'skipped';
    await this.#current();
    return 'done';
  }

  async #write({ id, patch = {}, checks }: PlanStep): Promise<Outcome> {
    const known = await this.#current();
    const wanted = this.#resolved(patch);
    const { profile, hash, changed } = await this.#run.calls.write(
      this.#run.username,
      known,
      wanted,
      (fresh) => {
        this.#warnings.set(id, inspect(fresh, wanted, checks));
      },
    );
    this.#profile = profile;
    this.#known = hash === undefined ? undefined : { profile, hash };
    return changed ? 'done' : 'skipped';
  }

  /** The account as the last answer had it; read again where that said nothing of it. */
  async #current(): Promise<ProfileVersion> {
    if (this.#known !== undefined) return this.#known;
    return this.#accept(await this.#run.calls.read(this.#run.username));
  }

  /** Goes on with a later version of the account, if it is the same account. */
  #accept(known: ProfileVersion): ProfileVersion {
    const { creationGuid } = this.#run;
    this.#run.accept(known, [{ kind: 'owner', creationGuid }]);
    return this.#keep(known);
  }

  #keep(known: ProfileVersion): ProfileVersion {
    this.#known = known;
    this.#profile = known.profile;
    return known;
  }

  #hasVault(): boolean {
    return vaultsOf(this.#profile).length > 0;
  }

  #resolved(patch: PlanStep['patch'] = {}): ProfilePatch {
    return resolvePatch(patch, { policyId: this.#policy?.id, destinationId: this.#newVault });
  }

  #result(): ChangedAccount {
    const { username, creationGuid, steps } = this.#run;
    const destinationId = this.#newVault ?? this.#change.destinationId;
    const { Policy, PolicyID } = this.#profile;
    const facts = this.#policy?.facts ?? policyFacts({ Policy });
    const { policy } = this.#change;
    return {
      username,
      creationGuid,
      changed: steps.some(({ id, outcome }) => WRITES.has(id) && outcome !== 'skipped'),
      policyId: policy === undefined ? PolicyID || undefined : this.#policy?.id,
      destinationId,
      steps,
      warnings: [
        ...this.#plan.warnings,
        ...once([...this.#warnings.values()].flat()),
        ...vaultTypeWarnings(this.#profile, this.#newVault, facts),
      ],
    };
  }
}

const WRITES: ReadonlySet<PlanStep['id']> = new Set(['change', 'vault', 'finish', 'suspend', 'unsuspend']);

/**
 * What should be known of a write before it is made.
 *
 * @throws CometAccountError `LIMIT_BELOW_USAGE` where the plan refuses that; as `diffProfile` does
 */
function inspect(
  profile: AccountProfile,
  patch: ProfilePatch,
  checks: PlanStep['checks'] = [],
): readonly AccountWarning[] {
  const { changes, warnings } = diffProfile(profile, patch);
  const guard = checks.find((check) => check.kind === 'usage-within-limits');
  if (guard === undefined || changes.length === 0) return warnings;
  const findings = limitsBelowUsage(profile, patch);
  if (findings.length > 0 && guard.otherwise === 'refuse') throw belowUsage(profile, findings);
  return [...warnings, ...limitWarnings(findings)];
}

function belowUsage(
  { Username, CreationGUID }: AccountProfile,
  findings: readonly LimitFinding[],
): CometAccountError {
  const list = limitWarnings(findings).map(({ message }) => message);
  return new CometAccountError(
    `The account uses more than the new limits allow (${list.join('; ')}). Raise them, or pass onDowngrade: 'warn'`,
    'LIMIT_BELOW_USAGE',
    {
      findings,
      exists: {
        account: 'exists',
        username: Username ?? undefined,
        creationGuid: CreationGUID ?? undefined,
      },
    },
  );
}

function once(warnings: readonly AccountWarning[]): readonly AccountWarning[] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}
