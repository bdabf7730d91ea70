import type { CallOptions } from '../../../core/http/call.ts';
import { type RemainingOptions, sharedDeadline } from '../../../core/http/deadline.ts';
import {
  AdminPoliciesGet,
  AdminPoliciesListFull,
  AdminPoliciesSet,
} from '../../admin/generated/operations/policies.ts';
import type { CometAPIResponseMessage } from '../../admin/generated/types/common.ts';
import type { Operation } from '../../admin/operation.ts';
import type { PolicyCaller } from './options.ts';

/** A policy as it was read. */
export interface PolicyVersion {
  readonly group: object;
  readonly hash: string;
}

/** A policy to write. */
export interface PolicyWrite {
  readonly PolicyID: string;
  /** All of a `GroupPolicy`, or at its creation what is not zero. */
  readonly Policy: object;
  /** The hash that was read; a new policy has none. */
  readonly CheckPolicyHash?: string | undefined;
  readonly Options?: { readonly DeleteSources: readonly string[] } | undefined;
}

/** The vendor takes sparse objects, which its type does not say. */
const SET: Operation<PolicyWrite, CometAPIResponseMessage> = AdminPoliciesSet;

/** The names of the calls, for errors. */
export const READ = AdminPoliciesGet.name;
export const WRITE = AdminPoliciesSet.name;

/** The three calls of one run, which share a deadline. */
export class PolicyCalls {
  readonly #comet: PolicyCaller;
  readonly #options: RemainingOptions;

  constructor(comet: PolicyCaller, { signal, timeout, deadline }: CallOptions) {
    this.#comet = comet;
    this.#options = sharedDeadline(WRITE, { signal, timeout, deadline });
  }

  /** Every policy that the login sees, of one organization if named. */
  list(target: string | undefined): Promise<Readonly<Record<string, object>>> {
    const params = target === undefined ? {} : { TargetOrganization: target };
    return this.#comet.call(AdminPoliciesListFull, params, this.#options());
  }

  async read(id: string): Promise<PolicyVersion> {
    const { Policy, PolicyHash } = await this.#comet.call(
      AdminPoliciesGet,
      { PolicyID: id },
      this.#options(),
    );
    return { group: Policy, hash: PolicyHash };
  }

  async write(params: PolicyWrite): Promise<void> {
    await this.#comet.call(SET, params, this.#options());
  }
}
