import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid } from '../../random.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import { storeProfile } from '../state.ts';
import { createUser, requireNewAccount, requirePassword, userNamed, withHashedPassword } from '../users.ts';

/** An empty list or map is null on the wire, as Go writes it. */
const NONE = null;

function addUser({ world, params }: CometCall): Response {
  const name = params.text('TargetUser');
  const password = params.text('TargetPassword');
  requireNewAccount(world, name, password);
  const recovery = params.integer('StoreRecoveryCode') === 1 ? randomGuid(world.random) : '';
  const profile = {
    Username: name,
    LocalTimezone: 'UTC',
    LanguageCode: 'en_US',
    OrganizationID: params.text('TargetOrganization'),
    SupportsDeviceAssociations: true,
    AllowPasswordLogin: true,
    PasswordRecovery: recovery,
    RequirePasswordChange: params.integer('RequirePasswordChange') === 1,
  };
  createUser(world, profile, password);
  return done();
}

function addUserFromProfile({ world, params }: CometCall): Response {
  const name = params.text('TargetUser');
  const profile = params.object('ProfileData', 'UserProfileConfig');
  const plain = profile.PasswordFormat === 0 ? profile.PasswordHash : '';
  requireNewAccount(world, name, plain === '' ? undefined : plain);
  const organization = params.has('TargetOrganization')
    ? { OrganizationID: params.text('TargetOrganization') }
    : {};
  createUser(world, { ...profile, ...organization, Username: name }, plain);
  return done();
}

/** Takes the account with its jobs, connections and sessions; buckets stay. */
function deleteUser({ world, params }: CometCall): Response {
  const name = params.text('TargetUser');
  const { state, sessions } = world;
  userNamed(world, name);
  state.users.delete(name);
  for (const [id, { detail }] of state.jobs) if (detail.Username === name) state.jobs.delete(id);
  for (const [id, live] of state.connections) if (live.Username === name) state.connections.delete(id);
  sessions.revokeAllOf({ kind: 'user', name });
  return done();
}

/** Without a stored recovery code only the old password opens the account's keys. */
function resetPassword({ world, params }: CometCall): Response {
  const user = userNamed(world, params.text('TargetUser'));
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

function revokeDevice({ world, params }: CometCall): Response {
  const name = params.text('TargetUser');
  const device = params.text('TargetDevice');
  const user = userNamed(world, name);
  const { Sources } = user.profile;
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
    run: ({ world }) => jsonAnswer(world.state.users.size === 0 ? NONE : [...world.state.users.keys()]),
  },
  {
    name: 'AdminListUsersFull',
    path: '/api/v1/admin/list-users-full',
    auth: 'admin',
    run: ({ world: { state } }) => {
      const profiles = [...state.users].map(([name, { profile }]) => [name, profile] as const);
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
    name: 'AdminRevokeDevice',
    path: '/api/v1/admin/revoke-device',
    auth: 'admin',
    params: { TargetUser: 'string', TargetDevice: 'string' },
    run: revokeDevice,
  },
];
