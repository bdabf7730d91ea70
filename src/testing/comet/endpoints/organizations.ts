import type { Organization } from '../../../comet/admin/types/index.ts';
import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid } from '../../random.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import { removeUser } from '../users.ts';
import { hasSince } from '../version.ts';
import { decodeAs } from '../wire-types.ts';

/** Creates an organization when no id is given, else replaces the whole of it. An unknown id is refused (a guess). */
function set({ world, params }: CometCall): Response {
  const { organizations } = world.state;
  const known = params.text('OrganizationID');
  if (known !== '' && !organizations.has(known)) throw new Refusal(400, 'Organization not found');
  const ID = known === '' ? randomGuid(world.random) : known;
  const Organization: Organization = params.has('Organization')
    ? params.object('Organization', 'Organization')
    : decodeAs('Organization', {}, world.version);
  organizations.set(ID, Organization);
  return hasSince(world.version, '22.6.0') ? done({ ID, Organization }) : done();
}

/** Takes all accounts and policies of the organization along; buckets stay, as they do for a user (a guess). */
function remove({ world, params }: CometCall): Response {
  const { organizations, users, admins, policies } = world.state;
  const id = params.text('OrganizationID');
  if (!organizations.delete(id)) throw new Refusal(400, 'Organization not found');
  for (const user of users.values()) if (user.profile.OrganizationID === id) removeUser(world, user);
  for (const [name, { organizationId }] of admins) if (organizationId === id) admins.delete(name);
  for (const [key, { policy }] of policies) if (policy.OrganizationID === id) policies.delete(key);
  return done();
}

/** Tenants. What an organization says of its storage is kept, and makes no storage templates. */
export const ORGANIZATION_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminOrganizationList',
    path: '/api/v1/admin/organization/list',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    run: ({ world: { state } }) =>
      jsonAnswer(state.organizations.size === 0 ? null : Object.fromEntries(state.organizations)),
  },
  {
    name: 'AdminOrganizationSet',
    path: '/api/v1/admin/organization/set',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    params: { OrganizationID: 'string?', Organization: 'json:Organization?' },
    run: set,
  },
  {
    name: 'AdminOrganizationDelete',
    path: '/api/v1/admin/organization/delete',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    params: { OrganizationID: 'string?', UninstallConfig: 'json:UninstallConfig?' },
    run: remove,
  },
];
