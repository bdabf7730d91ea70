import { ConflictError } from '../../core/errors/api.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { quote } from '../../core/secret.ts';
import { managedOrganizationsList } from '../generated/operations/managed-organizations.ts';
import { organizationsGet } from '../generated/operations/organizations.ts';
import type { OrganizationLookup } from '../generated/types/lookups.ts';
import type { Caller } from '../operation.ts';
import { hasStatus } from './error-facts.ts';
import type { SubDomainClaim } from './store.ts';

/** How far the API's clock may be behind ours. */
const CLOCK_TOLERANCE_MS = 120_000;
const NOT_FOUND = 404;
const MAX_HITS = 10;

/** What is known about a sub domain that an earlier try stored. */
export type ClaimState =
  | { readonly state: 'free' | 'foreign' }
  | { readonly state: 'ours'; readonly organizationId: string };

/** An annotation to look for. */
export interface Annotation {
  readonly key: string;
  readonly value: string;
}

/**
 * Whether a stored sub domain led to an organization. One that is older than the claim, or that nobody manages, is
 * somebody else's (D35, step 1).
 */
export async function lookUpClaim(
  caller: Caller,
  { subDomain, storedAt }: SubDomainClaim,
  options?: CallOptions,
): Promise<ClaimState> {
  try {
    const params = { organization: { sub_domain: subDomain } };
    const { organization } = await caller.call(organizationsGet, params, options);
    const { id, managed, created_at } = organization;
    const isRecent =
      typeof created_at === 'number' && created_at * 1000 >= Date.parse(storedAt) - CLOCK_TOLERANCE_MS;
    return managed === true && isRecent ? { state: 'ours', organizationId: id } : { state: 'foreign' };
  } catch (error) {
    if (hasStatus(error, NOT_FOUND)) return { state: 'free' };
    throw error;
  }
}

/**
 * The one managed organization with an annotation (D35, step 2). Organizations do not show their annotations, so a
 * value that nobody has must find nothing: otherwise the API ignores the filter, and no hit means anything.
 *
 * @param nobodys a random value of the annotation
 * @throws ConflictError `AMBIGUOUS_ORGANIZATION` when there are several
 */
export async function lookUpAnnotated(
  caller: Caller,
  parent: OrganizationLookup,
  annotation: Annotation,
  nobodys: string,
  options?: CallOptions,
): Promise<string | undefined> {
  const list = (value: string, limit: number) =>
    annotatedIds(caller, parent, { key: annotation.key, value }, limit, options);
  const ids = await list(annotation.value, MAX_HITS);
  const [id] = ids;
  if (id === undefined || (await list(nobodys, 1)).length > 0) return undefined;
  if (ids.length > 1) throw ambiguous(annotation, ids);
  return id;
}

async function annotatedIds(
  caller: Caller,
  organization: OrganizationLookup,
  annotation: Annotation,
  limit: number,
  options?: CallOptions,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const params = { organization, annotations: [annotation] };
  for await (const { id } of caller.iterate(managedOrganizationsList, params, options)) {
    ids.add(id);
    if (ids.size === limit) break;
  }
  return [...ids];
}

function ambiguous({ key, value }: Annotation, ids: readonly string[]): ConflictError {
  return new ConflictError({
    vendor: 'katapult',
    operation: managedOrganizationsList.name,
    status: 200,
    code: 'AMBIGUOUS_ORGANIZATION',
    details: { organizationIds: ids },
    summary: `Several managed organizations carry the annotation ${key} of client ${quote(value)}: ${quote(ids.join(', '))}`,
    hint: 'Nothing was created. Store the one that is right, and take the annotation from the others',
  });
}
