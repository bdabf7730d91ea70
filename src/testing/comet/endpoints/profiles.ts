import { jsonAnswer } from '../../api/answers.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done } from '../refusal.ts';
import { type CometUser, profileHash } from '../state.ts';
import { replaceProfile, requireHash, userNamed } from '../users.ts';
import { hasSince } from '../version.ts';
import { callerOf } from './caller.ts';

function profileAndHash(user: CometUser): Response {
  return done({ ProfileHash: profileHash(user), Profile: user.profile });
}

function set({ world, params }: CometCall, name: string, hash: string): Response {
  requireHash(userNamed(world, name), hash);
  const user = replaceProfile(world, name, params.object('ProfileData', 'UserProfileConfig'));
  return hasSince(world.version, '25.6.8') ? profileAndHash(user) : done();
}

/** Reading and replacing profiles, by administrators and by their owners. */
export const PROFILE_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminGetUserProfile',
    path: '/api/v1/admin/get-user-profile',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: ({ world, params }) => jsonAnswer(userNamed(world, params.text('TargetUser')).profile),
  },
  {
    name: 'AdminGetUserProfileAndHash',
    path: '/api/v1/admin/get-user-profile-and-hash',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: ({ world, params }) => profileAndHash(userNamed(world, params.text('TargetUser'))),
  },
  {
    name: 'AdminGetUserProfileHash',
    path: '/api/v1/admin/get-user-profile-hash',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: ({ world, params }) =>
      done({ ProfileHash: profileHash(userNamed(world, params.text('TargetUser'))) }),
  },
  {
    name: 'AdminSetUserProfile',
    path: '/api/v1/admin/set-user-profile',
    auth: 'admin',
    params: { TargetUser: 'string', ProfileData: 'json:UserProfileConfig' },
    run: ({ world, params }) => {
      replaceProfile(world, params.text('TargetUser'), params.object('ProfileData', 'UserProfileConfig'));
      return done();
    },
  },
  {
    name: 'AdminSetUserProfileHash',
    path: '/api/v1/admin/set-user-profile-hash',
    auth: 'admin',
    params: {
      TargetUser: 'string',
      ProfileData: 'json:UserProfileConfig',
      RequireHash: 'string',
      AdminOptions: 'json:AdminOptions? 24.12.5',
    },
    run: (call) => set(call, call.params.text('TargetUser'), call.params.text('RequireHash')),
  },
  {
    name: 'UserWebGetUserProfileAndHash',
    path: '/api/v1/user/web/get-user-profile-and-hash',
    auth: 'user',
    run: (call) => profileAndHash(userNamed(call.world, callerOf(call).name)),
  },
  {
    name: 'UserWebSetProfileHash',
    path: '/api/v1/user/web/set-profile-hash',
    auth: 'user',
    params: { ProfileData: 'json:UserProfileConfig', ProfileHash: 'string' },
    run: (call) => set(call, callerOf(call).name, call.params.text('ProfileHash')),
  },
];
