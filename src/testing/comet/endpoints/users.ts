import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid } from '../../random.ts';
import { owned, sees, targetOrganization, targetUser } from '../access.ts';
import { requireAssignable } from '../assignment.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import { type CometUser, storeProfile } from '../state.ts';
import { createUser, removeUser, requireNewAccount, requirePassword, withHashedPassword } from '../users.ts';

/** An empty list or map is null on the wire, as Go writes it. */
const NONE = null;

function visibleUsers(call: CometCall): [string, CometUser][] {
  return [...call.world.state.users].filter(([, { profile }]) => sees(call, profile.OrganizationID));
}

function addUser(call: CometCall): Response {
  const { world, params } = call;
  const name = params.text('TargetUser');
  const password = params.text('TargetPassword');
  const OrganizationID = targetOrganization(call) ?? '';
  requireNewAccount(world, name, password);
  const recovery = params.integer('StoreRecoveryCode') === 1 ? randomGuid(world.random) : '';
  const profile = {
    Username: name,
    LocalTimezone: 'UTC',
    LanguageCode: 'en_US',
    OrganizationID,
    SupportsDeviceAssociations: true,
    AllowPasswordLogin: true,
    PasswordRecovery: recovery,
    RequirePasswordChange: params.integer('RequirePasswordChange') === 1,
  };
  createUser(world, profile, password);
  return done();
}

function addUserFromProfile(call: CometCall): Response {
  const { world, params } = call;
  const name = params.text('TargetUser');
  const profile = params.object('ProfileData', 'UserProfileConfig');
  const plain = profile.PasswordFormat === 0 ? profile.PasswordHash : '';
  requireNewAccount(world, name, plain === '' ? undefined : plain);
  const OrganizationID = targetOrganization(call);
  const named = { ...profile, Username: name };
  const placed = OrganizationID === undefined ? owned(call, named) : { ...named, OrganizationID };
  requireAssignable(call, placed, '');
  createUser(world, placed, plain);
  return done();
}

function deleteUser(call: CometCall): Response {
  removeUser(call.world, targetUser(call));
  return done();
}

/** Without a stored recovery code only the old password opens the account's keys. */
function resetPassword(call: CometCall): Response {
  const { world, params } = call;
  const user = targetUser(call);
  const password = params.text('NewPassword');
  requirePassword(password);
  const recoverable = (user.profile.PasswordRecovery ?? '') !== '';
  if (!recoverable && params.text('OldPassword') !== user.password) {
    throw new Refusal(400, 'The old password is required');
  }
  user.password = password;
  storeProfile(world.state, user, withHashedPassword(user.profile, password));
  return done();
}

/** Takes the second factor away, so that the password is enough again. */
function disableTotp(call: CometCall): Response {
  const user = targetUser(call);
  const { TOTPKey, TOTPKeyEncryptionFormat, ...profile } = user.profile;
  storeProfile(call.world.state, user, {
    ...profile,
    AllowPasswordLogin: true,
    AllowPasswordAndTOTPLogin: false,
  });
  return done();
}

function revokeDevice(call: CometCall): Response {
  const { world, params } = call;
  const device = params.text('TargetDevice');
  const user = targetUser(call);
  const { Sources, Username: name } = user.profile;
  const devices = user.profile.Devices ?? {};
  if (!Object.hasOwn(devices, device)) throw new Refusal(400, 'Device not found');
  storeProfile(world.state, user, {
    ...user.profile,
    Devices: without(devices, (id) => id === device),
    Sources: Sources && without(Sources, (_id, source) => source.OwnerDevice === device),
  });
  for (const [id, live] of world.state.connections) {
    if (live.Username === name && live.DeviceID === device) world.state.connections.delete(id);
  }
  return done();
}

function without<T>(
  map: Readonly<Record<string, T>>,
  leaves: (key: string, member: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(map).filter(([key, member]) => !leaves(key, member)));
}

/** Customer accounts: listing, creation, deletion, passwords, devices. */
export const USER_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminListUsers',
    path: '/api/v1/admin/list-users',
    auth: 'admin',
    run: (call) => {
      const names = visibleUsers(call).map(([name]) => name);
      return jsonAnswer(names.length === 0 ? NONE : names);
    },
  },
  {
    name: 'AdminListUsersFull',
    path: '/api/v1/admin/list-users-full',
    auth: 'admin',
    run: (call) => {
      const profiles = visibleUsers(call).map(([name, { profile }]) => [name, profile] as const);
      return jsonAnswer(profiles.length === 0 ? NONE : Object.fromEntries(profiles));
    },
  },
  {
    name: 'AdminAddUser',
    path: '/api/v1/admin/add-user',
    auth: 'admin',
    params: {
      TargetUser: 'string',
      TargetPassword: 'string',
      StoreRecoveryCode: 'int? 18.3.9',
      RequirePasswordChange: 'int? 20.3.4',
      TargetOrganization: 'string? 22.3.7',
    },
    run: addUser,
  },
  {
    name: 'AdminAddUserFromProfile',
    path: '/api/v1/admin/add-user-from-profile',
    auth: 'admin',
    params: {
      TargetUser: 'string',
      ProfileData: 'json:UserProfileConfig',
      TargetOrganization: 'string? 22.3.7',
    },
    run: addUserFromProfile,
  },
  {
    name: 'AdminDeleteUser',
    path: '/api/v1/admin/delete-user',
    auth: 'admin',
    params: { TargetUser: 'string', UninstallConfig: 'json:UninstallConfig? 20.3.5' },
    run: deleteUser,
  },
  {
    name: 'AdminResetUserPassword',
    path: '/api/v1/admin/reset-user-password',
    auth: 'admin',
    params: { TargetUser: 'string', NewPassword: 'string', OldPassword: 'string? 20.2.1' },
    run: resetPassword,
  },
  {
    name: 'AdminDisableUserTotp',
    path: '/api/v1/admin/disable-user-totp',
    auth: 'admin',
    since: '20.6.0',
    params: { TargetUser: 'string' },
    run: disableTotp,
  },
  {
    name: 'AdminRevokeDevice',
    path: '/api/v1/admin/revoke-device',
    auth: 'admin',
    params: { TargetUser: 'string', TargetDevice: 'string' },
    run: revokeDevice,
  },
];
