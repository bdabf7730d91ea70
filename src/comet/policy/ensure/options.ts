import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import type { CallOptions } from '../../../core/http/call.ts';
import { quote } from '../../../core/secret.ts';
import type { Sleep } from '../../../core/sleep.ts';
import type { Caller } from '../../admin/operation.ts';
import { nameOfOrganization } from '../assignment.ts';
import type { PolicyPlan, PolicyWarning } from '../build.ts';
import type { PolicyChange } from '../diff.ts';
import { type PolicyDraft, planned } from '../draft.ts';
import { CometPolicyError } from '../error.ts';
import { requiredObject, said } from '../given.ts';
import { policyId, prefixIssues } from '../policy-id.ts';
import { hasVersion } from '../server-version.ts';

/** What makes the calls: a `CometAdminClient` or a `CometConnection`. */
export type PolicyCaller = Pick<Caller, 'call'>;

/** How `ensurePolicy` works. */
export interface EnsurePolicyOptions extends CallOptions {
  /**
   * What to do with a policy that is there: `sync` writes what differs, `adopt` only tells it. Default: `sync` for a
   * policy found by its id, `adopt` for one found by its description.
   */
  readonly mode?: 'adopt' | 'sync' | undefined;
  /** Whether a policy of the same description is taken where none has the id. Default true. */
  readonly adoptByDescription?: boolean | undefined;
  /** Deletes users' copies of default items that a write removes. Server 24.12.5 or later. Default false. */
  readonly deleteUserCopies?: boolean | undefined;
  /**
   * The organization of the login itself, where it is a tenant's: what `AdminAccountProperties` calls
   * `OrganizationID`. Such a login works in that organization alone. Default: a login of the top level.
   */
  readonly loginOrganizationId?: string | undefined;
  /** Text in front of ids made from keys. Default `bill`. */
  readonly prefix?: string | undefined;
  /** Waits between writes that met a conflict. Default: the timers of the platform. */
  readonly sleep?: Sleep | undefined;
  /** A number from 0 up to 1, for the length of these waits. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** What became of a policy. */
export interface EnsuredPolicy {
  readonly id: string;
  /** `adopted`: it was there and is used as it is, whatever differs. */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'adopted';
  /** How it was found; undefined where it was created. */
  readonly foundBy: 'id' | 'description' | undefined;
  /** The vendor's `GroupPolicy` as it is now. */
  readonly policy: object;
  /** What was written into a policy that was there. */
  readonly changes: readonly PolicyChange[];
  /** What differs and was left as it is; empty unless adopted. */
  readonly drift: readonly PolicyChange[];
  /** What `build()` warned about. */
  readonly warnings: readonly PolicyWarning[];
}

/** What one run works with, after all checks that need no server. */
export interface EnsureTask {
  readonly plan: PolicyPlan;
  /** The id of the policy; undefined where only the description can tell. */
  readonly id: string | undefined;
  /** Whether the id was chosen by the caller, so that another organization may have it. */
  readonly isOwnId: boolean;
  /** The organization that the policy belongs to. */
  readonly organizationId: string;
  /** The organization as calls name it: only a login of the top level names one. */
  readonly target: string | undefined;
  readonly options: EnsurePolicyOptions;
}

const DELETE_SOURCES_SINCE = '24.12.5';

/** Checks what was passed. @throws InvalidInputError, CometPolicyError */
export async function ensureTask(draft: PolicyDraft, options: EnsurePolicyOptions): Promise<EnsureTask> {
  const plan = planned(draft);
  const { id, key } = plan.built;
  refuseOptions(plan, requiredObject(options, 'the options of ensurePolicy'));
  const { loginOrganizationId: login = '', prefix, adoptByDescription = true } = options;
  const organizationId = plan.organizationId ?? login;
  if (login !== '' && organizationId !== login) {
    throw new CometPolicyError(
      `The draft is for ${nameOfOrganization(organizationId)}, but the login belongs to ${nameOfOrganization(login)}`,
      'ORGANIZATION_MISMATCH',
    );
  }
  if (id === undefined && key === undefined && !adoptByDescription) throw keyRequired(plan);
  const made = key === undefined ? undefined : await policyId({ key, organizationId, prefix });
  return {
    plan,
    id: id ?? made,
    isOwnId: id !== undefined,
    organizationId,
    target: login === '' && organizationId !== '' ? organizationId : undefined,
    options,
  };
}

function refuseOptions(plan: PolicyPlan, options: EnsurePolicyOptions): void {
  const { mode, deleteUserCopies, adoptByDescription, loginOrganizationId = '', prefix = 'bill' } = options;
  const issues: Issue[] = prefixIssues(prefix);
  for (const [path, value] of Object.entries({ deleteUserCopies, adoptByDescription })) {
    if (value === undefined || typeof value === 'boolean') continue;
    issues.push({ path, message: `must be true or false, not ${said(value)}` });
  }
  if (typeof loginOrganizationId !== 'string') {
    issues.push({ path: 'loginOrganizationId', message: `must be text, not ${said(loginOrganizationId)}` });
  }
  if (mode !== undefined && mode !== 'adopt' && mode !== 'sync') {
    issues.push({ path: 'mode', message: `${said(mode)} is neither adopt nor sync` });
  }
  if (deleteUserCopies === true && hasVersion(plan.serverVersion, DELETE_SOURCES_SINCE) === false) {
    const message = `needs server ${DELETE_SOURCES_SINCE} or later, this one is ${plan.serverVersion}`;
    issues.push({ path: 'deleteUserCopies', message, code: 'SERVER_TOO_OLD' });
  }
  if (issues.length > 0) throw new InvalidInputError('the options of ensurePolicy', issues);
}

/** A policy that is not there has no id to be created under. */
export function keyRequired({ built }: PolicyPlan): CometPolicyError {
  return new CometPolicyError(
    `There is no policy ${quote(built.policy.Description)}, and without a key it cannot be created. Call key(...) on the draft`,
    'KEY_REQUIRED',
  );
}
