import { jsonAnswer } from '../../api/answers.ts';
import { knownOrganization } from '../access.ts';
import { decode } from '../decode.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import type { FakeAdmin } from '../state.ts';
import { requirePassword } from '../users.ts';
import type { WireValue } from '../wire-value.ts';

/** An account as `AllowedAdminUser`, its password obscured. */
function shown(admin: FakeAdmin, version: string): WireValue {
  const { username, organizationId = '', totpSecret, allowedUserPolicies = null } = admin;
  const facts = {
    Username: username,
    OrganizationID: organizationId,
    PasswordFormat: 1,
    Password: '(hash)',
    AllowPasswordLogin: totpSecret === undefined,
    AllowPasswordAndTOTPLogin: totpSecret !== undefined,
    Permissions: { AllowedUserPolicies: allowedUserPolicies },
  };
  return decode('AllowedAdminUser', facts, version);
}

/** The rules for names of administrators are not known; only a name that is taken is refused. */
function add({ world, params }: CometCall): Response {
  const { admins } = world.state;
  const username = params.text('TargetUser');
  const password = params.text('TargetPassword');
  const organizationId = knownOrganization(world, params.text('TargetOrgID'));
  if (username === '' || admins.has(username)) throw new Refusal(400, 'The user name is not acceptable');
  requirePassword(password);
  admins.set(username, { username, password, organizationId });
  return done();
}

function remove({ world, params }: CometCall): Response {
  const name = params.text('TargetUser');
  if (!world.state.admins.delete(name)) throw new Refusal(400, 'User not found');
  world.sessions.revokeAllOf({ kind: 'admin', name });
  return done();
}

/** Accounts of administrators, for those of the top level. */
export const ADMIN_USER_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminAdminUserList',
    path: '/api/v1/admin/admin-user/list',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    run: ({ world: { state, version } }) =>
      jsonAnswer([...state.admins.values()].map((admin) => shown(admin, version))),
  },
  {
    name: 'AdminAdminUserNew',
    path: '/api/v1/admin/admin-user/new',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    params: { TargetUser: 'string', TargetPassword: 'string', TargetOrgID: 'string?' },
    run: add,
  },
  {
    name: 'AdminAdminUserDelete',
    path: '/api/v1/admin/admin-user/delete',
    auth: 'admin',
    topLevelOnly: true,
    since: '20.9.0',
    params: { TargetUser: 'string' },
    run: remove,
  },
];
