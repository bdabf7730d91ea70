import { saysUnknown } from '../../admin/failures.ts';
import { type PolicyChange, planDiff } from '../diff.ts';
import type { PolicyDraft } from '../draft.ts';
import { PolicyCalls, type PolicyVersion } from './calls.ts';
import { type FoundPolicy, findPolicy } from './find.ts';
import {
  type EnsuredPolicy,
  type EnsurePolicyOptions,
  type EnsureTask,
  ensureTask,
  keyRequired,
  type PolicyCaller,
} from './options.ts';
import { PolicyWriter } from './writer.ts';

/**
 * Makes sure that a policy is on the server: finds it by its id or description, creates it where there is none, and
 * writes what differs. Run it as often as you like and in as many processes: the same key is the same policy, and a
 * policy that is as wanted is not written. Nothing is written after a failed read.
 *
 * Endpoints: `AdminPoliciesListFull`, `AdminPoliciesGet`, `AdminPoliciesSet`. Source: companion section 6.
 *
 * @example
 * const { id, outcome } = await ensurePolicy(comet, gold);
 * @throws InvalidInputError for a draft that `build()` refuses or wrong options, before anything is sent;
 * CometPolicyError where what is there does not allow it; ConflictError when others wrote before each of four writes;
 * otherwise what the server or the transport said
 */
export async function ensurePolicy(
  comet: PolicyCaller,
  draft: PolicyDraft,
  options: EnsurePolicyOptions = {},
): Promise<EnsuredPolicy> {
  return new Ensurance(comet, await ensureTask(draft, options)).run();
}

class Ensurance {
  readonly #task: EnsureTask;
  readonly #calls: PolicyCalls;
  readonly #writer: PolicyWriter;

  constructor(comet: PolicyCaller, task: EnsureTask) {
    this.#task = task;
    this.#calls = new PolicyCalls(comet, task.options);
    this.#writer = new PolicyWriter(task, this.#calls);
  }

  async run(): Promise<EnsuredPolicy> {
    const { target, id, plan } = this.#task;
    const found = findPolicy(this.#task, await this.#calls.list(target));
    if (found !== undefined) return this.#use(found);
    if (id === undefined) throw keyRequired(plan);
    const taken = await this.#unlisted(id);
    if (taken !== undefined) return this.#use({ id, by: 'id', group: taken.group });
    return this.#create(id);
  }

  /** A policy that is there (E4). */
  async #use(found: FoundPolicy): Promise<EnsuredPolicy> {
    const { id, by, group } = found;
    const mode = this.#task.options.mode ?? (by === 'id' ? 'sync' : 'adopt');
    if (mode === 'sync') return this.#sync(id, by, await this.#writer.read(id));
    const drift = planDiff(this.#task.plan, group);
    return this.#result(id, by, 'adopted', group, { drift });
  }

  /**
   * A policy under an id of the caller that the listing did not show: a listing shows one organization, ids are
   * everybody's. @throws CometPolicyError `ORGANIZATION_MISMATCH` when another organization has it
   */
  async #unlisted(id: string): Promise<PolicyVersion | undefined> {
    if (!this.#task.isOwnId) return undefined;
    try {
      return await this.#writer.read(id);
    } catch (error) {
      if (saysUnknown(error)) return undefined;
      throw error;
    }
  }

  /** A new policy; one that is not as it was sent is another writer's, and treated as found (E3). */
  async #create(id: string): Promise<EnsuredPolicy> {
    const version = await this.#writer.create(id);
    const drift = planDiff(this.#task.plan, version.group);
    if (drift.length === 0) return this.#result(id, undefined, 'created', version.group);
    if (this.#task.options.mode === 'adopt')
      return this.#result(id, 'id', 'adopted', version.group, { drift });
    return this.#sync(id, 'id', version);
  }

  async #sync(id: string, by: FoundPolicy['by'], start: PolicyVersion): Promise<EnsuredPolicy> {
    const { version, changes } = await this.#writer.sync(id, start);
    const outcome = changes.length === 0 ? 'unchanged' : 'updated';
    return this.#result(id, by, outcome, version.group, { changes });
  }

  #result(
    id: string,
    foundBy: EnsuredPolicy['foundBy'],
    outcome: EnsuredPolicy['outcome'],
    policy: object,
    { changes = [], drift = [] }: { changes?: readonly PolicyChange[]; drift?: readonly PolicyChange[] } = {},
  ): EnsuredPolicy {
    const { warnings } = this.#task.plan.built;
    return { id, outcome, foundBy, policy, changes, drift, warnings };
  }
}
