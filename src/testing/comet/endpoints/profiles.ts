import { jsonAnswer } from '../../api/answers.ts';
import { owned, targetUser } from '../access.ts';
import { requireAssignable } from '../assignment.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done } from '../refusal.ts';
import { type CometUser, profileHash } from '../state.ts';
import { replaceProfile, requireHash } from '../users.ts';
import { hasSince } from '../version.ts';
import { callingUser } from './caller.ts';

function profileAndHash(user: CometUser): Response {
  return done({ ProfileHash: profileHash(user), Profile: user.profile });
}

/** Replaces a profile by the one that was sent, as far as the caller may. */
function write(call: CometCall, user: CometUser): void {
  const profile = owned(call, call.params.object('ProfileData', 'UserProfileConfig'));
  requireAssignable(call, profile, user.profile.PolicyID);
  replaceProfile(call.world, user, profile);
}

function set(call: CometCall, user: CometUser, hash: string): Response {
  requireHash(call.world, user, hash);
  write(call, user);
  return hasSince(call.world.version, '25.6.8') ? profileAndHash(user) : done();
}

/** Reading and replacing profiles, by administrators and by their owners. */
export const PROFILE_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminGetUserProfile',
    path: '/api/v1/admin/get-user-profile',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: (call) => jsonAnswer(targetUser(call).profile),
  },
  {
    name: 'AdminGetUserProfileAndHash',
    path: '/api/v1/admin/get-user-profile-and-hash',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: (call) => profileAndHash(targetUser(call)),
  },
  {
    name: 'AdminGetUserProfileHash',
    path: '/api/v1/admin/get-user-profile-hash',
    auth: 'admin',
    params: { TargetUser: 'string' },
    run: (call) => done({ ProfileHash: profileHash(targetUser(call)) }),
  },
  {
    name: 'AdminSetUserProfile',
    path: '/api/v1/admin/set-user-profile',
    auth: 'admin',
    params: { TargetUser: 'string', ProfileData: 'json:UserProfileConfig' },
    run: (call) => {
      write(call, targetUser(call));
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
    run: (call) => set(call, targetUser(call), call.params.text('RequireHash')),
  },
  {
    name: 'UserWebGetUserProfileAndHash',
    path: '/api/v1/user/web/get-user-profile-and-hash',
    auth: 'user',
    run: (call) => profileAndHash(callingUser(call)),
  },
  {
    name: 'UserWebSetProfileHash',
    path: '/api/v1/user/web/set-profile-hash',
    auth: 'user',
    params: { ProfileData: 'json:UserProfileConfig', ProfileHash: 'string' },
    run: (call) => set(call, callingUser(call), call.params.text('ProfileHash')),
  },
];
