import { ConfigError } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { quote } from '../../core/secret.ts';
import { organizationsList } from '../generated/operations/organizations.ts';
import type { OrganizationLookup } from '../generated/types/lookups.ts';
import type { Caller } from '../operation.ts';

const ID_PREFIX = 'org_';
const MAX_LISTED = 10;

/** What a setting names: an id if it begins with `org_`, a sub domain otherwise (contract 3.8). */
export function organizationLookup(setting: string): OrganizationLookup {
  return setting.startsWith(ID_PREFIX) ? { id: setting } : { sub_domain: setting };
}

/**
 * The one organization that can be the parent: the only one in the token's sight that nobody manages.
 *
 * @throws ConfigError that lists the candidates where there is not exactly one
 */
export async function detectParent(caller: Caller, options?: CallOptions): Promise<OrganizationLookup> {
  const { organizations } = await caller.call(organizationsList, {}, options);
  const candidates = organizations.filter(({ managed }) => managed !== true);
  const [parent] = candidates;
  if (parent !== undefined && candidates.length === 1) return { id: parent.id };
  if (parent === undefined) {
    throw new ConfigError(
      'The token sees no organization that could be the parent of managed ones. Set parent, or use a token of the parent',
    );
  }
  const listed = candidates.slice(0, MAX_LISTED).map(({ id, sub_domain }) => `${id} (${sub_domain ?? '?'})`);
  throw new ConfigError(
    `The token sees ${candidates.length} organizations that could be the parent of managed ones. Set parent to one of: ${quote(listed.join(', '))}`,
  );
}
