import { quote } from '../../../core/secret.ts';
import { nameOfOrganization, organizationOf } from '../assignment.ts';
import { CometPolicyError } from '../error.ts';
import { memberOf } from '../json.ts';
import type { EnsureTask } from './options.ts';

/** A policy of a listing. */
export interface FoundPolicy {
  readonly id: string;
  readonly by: 'id' | 'description';
  readonly group: object;
}

/**
 * Finds the policy of a task among those of the server: by its id, or by its description if that names one.
 *
 * Source: companion section 6, E2.
 * @throws CometPolicyError `ORGANIZATION_MISMATCH` when another organization has the id, `AMBIGUOUS_POLICY`
 */
export function findPolicy(
  task: EnsureTask,
  listing: Readonly<Record<string, object>>,
): FoundPolicy | undefined {
  const { id, plan, options } = task;
  const entries = Object.entries(listing);
  const own = entries.find(([listed]) => listed === id);
  if (own !== undefined) {
    const [found, group] = own;
    return { id: found, by: 'id', group: ofOrganization(task, found, group) };
  }
  if (options.adoptByDescription === false) return undefined;
  const description = plan.built.policy.Description;
  const named = entries.filter(
    ([, group]) => organizationOf(group) === task.organizationId && descriptionOf(group) === description,
  );
  if (named.length > 1) throw ambiguous(description, named.map(([listed]) => listed).sort());
  const [only] = named;
  return only && { id: only[0], by: 'description', group: only[1] };
}

/** A policy of the task's organization. @throws CometPolicyError `ORGANIZATION_MISMATCH` */
export function ofOrganization(task: EnsureTask, id: string, group: object): object {
  const owner = organizationOf(group);
  if (owner === task.organizationId) return group;
  throw new CometPolicyError(
    `The policy ${quote(id)} belongs to ${nameOfOrganization(owner)}, not to ${nameOfOrganization(task.organizationId)}. Name the right organization, or use another id`,
    'ORGANIZATION_MISMATCH',
    { policyIds: [id] },
  );
}

function descriptionOf(group: object): string {
  const description = memberOf(group, 'Description');
  return typeof description === 'string' ? description.trim() : '';
}

function ambiguous(description: string, policyIds: readonly string[]): CometPolicyError {
  return new CometPolicyError(
    `${policyIds.length} policies are called ${quote(description)}. Give the draft the id of one of them, or rename the others`,
    'AMBIGUOUS_POLICY',
    { policyIds },
  );
}
