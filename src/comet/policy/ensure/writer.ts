import { ApiError, ConflictError } from '../../../core/errors/api.ts';
import { UnexpectedResponseError } from '../../../core/errors/response.ts';
import { AbortedError } from '../../../core/errors/transport.ts';
import { quote } from '../../../core/secret.ts';
import { systemSleep } from '../../../core/sleep.ts';
import { isWorthALook, mayHaveHappened, saysAbsent } from '../../admin/failures.ts';
import { VENDOR } from '../../admin/vendor.ts';
import { type PolicyChange, planDiff, planMerge, removedItems } from '../diff.ts';
import { CometPolicyError } from '../error.ts';
import { type PolicyCalls, type PolicyVersion, type PolicyWrite, READ, WRITE } from './calls.ts';
import { ofOrganization } from './find.ts';
import type { EnsureTask } from './options.ts';

/** Writes of one run at most. */
const MAX_WRITES = 4;
const BASE_DELAY_MS = 200;

/** A policy after a write. */
export interface Written {
  readonly version: PolicyVersion;
  /** What was written; empty when there was nothing to write, or somebody else wrote it. */
  readonly changes: readonly PolicyChange[];
}

/** A write that failed, where a look at the policy can tell more. */
interface Failure {
  readonly error: unknown;
}

/** The writes of one run. Source: companion section 6, E3 to E6. */
export class PolicyWriter {
  readonly #task: EnsureTask;
  readonly #calls: PolicyCalls;
  #writes = 0;

  constructor(task: EnsureTask, calls: PolicyCalls) {
    this.#task = task;
    this.#calls = calls;
  }

  /** Reads a policy of the task's organization. */
  async read(id: string): Promise<PolicyVersion> {
    const version = await this.#calls.read(id);
    ofOrganization(this.#task, id, version.group);
    return version;
  }

  /**
   * Creates the policy and reads it back. After a failure it looks: what is there now, its own or another writer's, is
   * given back, and only a creation that may have been lost on its way is repeated.
   */
  async create(id: string): Promise<PolicyVersion> {
    for (;;) {
      const failure = await this.#write({ PolicyID: id, Policy: this.#newGroup() });
      if (failure === undefined) return this.read(id);
      const there = await this.#readCreated(id, failure.error);
      if (there !== undefined) return there;
      await this.#pause();
    }
  }

  /** Writes what differs, and starts again from the fresh policy after each conflict. */
  async sync(id: string, start: PolicyVersion): Promise<Written> {
    const { plan } = this.#task;
    let version = start;
    /** What a write that may have happened was to change, and its failure. It may land after a look that missed it. */
    let lost: { readonly error: unknown; readonly changes: readonly PolicyChange[] } | undefined;
    for (;;) {
      const changes = planDiff(plan, version.group);
      if (changes.length === 0) return { version, changes: lost?.changes ?? [] };
      if (version.hash === '') throw lost?.error ?? withoutHash(id);
      const group = planMerge(plan, version.group);
      const failure = await this.#write(this.#update(id, version, group));
      if (failure === undefined) return { version: { group, hash: '' }, changes };
      const { error } = failure;
      const fresh = await this.#readAgain(id, error);
      if (mayHaveHappened(error)) lost ??= { error, changes };
      else if (fresh.hash === version.hash) throw lost?.error ?? error;
      if (planDiff(plan, fresh.group).length > 0) await this.#pauseAfter(error);
      version = fresh;
    }
  }

  /** The sparse body of a new policy (E3). */
  #newGroup(): object {
    const { Description, Policy, DefaultUserPolicy } = this.#task.plan.built.policy;
    const { target } = this.#task;
    return {
      Description,
      ...(target !== undefined && { OrganizationID: target }),
      ...(DefaultUserPolicy !== undefined && { DefaultUserPolicy }),
      Policy,
    };
  }

  #update(id: string, { group, hash }: PolicyVersion, next: object): PolicyWrite {
    const gone = this.#task.options.deleteUserCopies === true ? removedItems(group, next) : [];
    return {
      PolicyID: id,
      Policy: next,
      CheckPolicyHash: hash,
      Options: gone.length === 0 ? undefined : { DeleteSources: gone },
    };
  }

  /** Undefined when the server took the write. What no look can explain is thrown. */
  async #write(params: PolicyWrite): Promise<Failure | undefined> {
    this.#writes += 1;
    try {
      await this.#calls.write(params);
      return undefined;
    } catch (error) {
      if (!isWorthALook(error)) throw error;
      return { error };
    }
  }

  /** The policy after a failed creation; undefined where it is not there and may be sent again. */
  async #readCreated(id: string, error: unknown): Promise<PolicyVersion | undefined> {
    try {
      return await this.read(id);
    } catch (unread) {
      if (unread instanceof CometPolicyError) throw unread;
      if (saysAbsent(unread) && mayHaveHappened(error) && this.#writes < MAX_WRITES) return undefined;
      throw error;
    }
  }

  async #readAgain(id: string, error: unknown): Promise<PolicyVersion> {
    try {
      return await this.read(id);
    } catch (unread) {
      throw unread instanceof CometPolicyError ? unread : error;
    }
  }

  async #pauseAfter(error: unknown): Promise<void> {
    if (this.#writes < MAX_WRITES) return this.#pause();
    if (mayHaveHappened(error) || !(error instanceof ApiError)) throw error;
    throw new ConflictError({
      vendor: VENDOR,
      operation: WRITE,
      status: error.status,
      details: { writes: MAX_WRITES },
      hint: 'The policy was changed by others before each write. Try again later',
      cause: error,
    });
  }

  async #pause(): Promise<void> {
    const { sleep = systemSleep, random = Math.random, signal } = this.#task.options;
    try {
      await sleep(Math.round(random() * BASE_DELAY_MS * 2 ** (this.#writes - 1)), signal);
    } catch (cause) {
      throw new AbortedError({ operation: WRITE, attempts: this.#writes, outcomeUnknown: false, cause });
    }
  }
}

/** A write that names no hash is forced, and would undo what others changed. */
function withoutHash(id: string): UnexpectedResponseError {
  return new UnexpectedResponseError(`${READ}: the answer names no hash, without which nothing is written`, {
    vendor: VENDOR,
    operation: READ,
    status: 200,
    issues: [{ path: 'PolicyHash', message: `is empty for the policy ${quote(id)}` }],
  });
}
