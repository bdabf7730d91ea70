import { targetUser } from '../access.ts';
import { principalOf, requireOpen } from '../account.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, unauthorised } from '../refusal.ts';
import type { SessionOwner } from '../sessions.ts';
import { hasSince } from '../version.ts';
import { callerOf } from './caller.ts';

function start({ world }: CometCall, owner: SessionOwner): Response {
  const kind = hasSince(world.version, '18.12.3') ? { SessionType: owner.kind } : {};
  return done({ SessionKey: world.sessions.start(owner), ...kind });
}

function startOwn(call: CometCall): Response {
  return start(call, callerOf(call));
}

/** Ends the session whose key is the credential of this call. */
function revoke(call: CometCall): Response {
  const { sessionKey } = callerOf(call);
  if (sessionKey === undefined) throw unauthorised();
  call.world.sessions.revoke(sessionKey);
  return done();
}

/** Session keys: start, use as somebody else, revoke. */
export const SESSION_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminAccountSessionStart',
    path: '/api/v1/admin/account/session-start',
    auth: 'admin',
    params: { SelfAddress: 'string?' },
    run: startOwn,
  },
  {
    name: 'AdminAccountSessionRevoke',
    path: '/api/v1/admin/account/session-revoke',
    auth: 'admin',
    run: revoke,
  },
  {
    name: 'AdminAccountSessionStartAsUser',
    path: '/api/v1/admin/account/session-start-as-user',
    auth: 'admin',
    since: '19.6.8',
    params: { TargetUser: 'string' },
    run: (call) => {
      const { Username: name } = targetUser(call).profile;
      // That nobody can act as a user who could not log in himself is a guess.
      requireOpen(principalOf({ kind: 'user', name }, call.world), 'user', call.world);
      return start(call, { kind: 'user', name });
    },
  },
  {
    name: 'HybridSessionStart',
    path: '/api/v1/hybrid/session/start',
    auth: 'hybrid',
    since: '18.12.3',
    run: startOwn,
  },
  {
    name: 'UserWebSessionStart',
    path: '/api/v1/user/web/session/start',
    aliases: ['/api/v1/user/session/start'],
    auth: 'user',
    since: '19.6.3',
    run: startOwn,
  },
  {
    name: 'UserWebSessionRevoke',
    path: '/api/v1/user/web/session/revoke',
    aliases: ['/api/v1/user/session/revoke'],
    auth: 'user',
    since: '19.6.3',
    run: revoke,
  },
];
