import { Refusal, unauthorised } from './refusal.ts';
import type { SessionOwner } from './sessions.ts';
import type { World } from './world.ts';

/** Who is allowed to call an endpoint. */
export type EndpointAuth = 'admin' | 'user' | 'hybrid' | 'none' | 'admin-or-public-downloads';

/** Who calls. */
export interface Principal extends SessionOwner {
  /** The tenant that the account belongs to; empty for the top level. */
  readonly organizationId: string;
  /** The session key that was shown. */
  readonly sessionKey?: string;
}

/** Who an account is, as calls see it. @throws Refusal when it is gone */
export function principalOf({ kind, name }: SessionOwner, { state }: World): Principal {
  const admin = kind === 'admin' ? state.admins.get(name) : undefined;
  if (admin !== undefined) return { kind, name, organizationId: admin.organizationId ?? '' };
  const user = kind === 'user' ? state.users.get(name) : undefined;
  if (user === undefined) throw unauthorised();
  return { kind, name, organizationId: user.profile.OrganizationID ?? '' };
}

/**
 * Refuses an account that is there and may not be used: a suspended user can neither log in nor go on with a session
 * that he has; the user endpoints want a policy that allows the web interface. The texts, and that a suspended tenant
 * takes all its accounts along, are guesses.
 *
 * @throws Refusal
 */
export function requireOpen(
  { kind, name, organizationId }: Principal,
  auth: EndpointAuth,
  world: World,
): void {
  const { users, organizations } = world.state;
  const user = kind === 'user' ? users.get(name) : undefined;
  if (user?.profile.IsSuspended === true || organizations.get(organizationId)?.IsSuspended === true) {
    throw new Refusal(403, 'The account is suspended');
  }
  if (auth === 'user' && user?.profile.Policy.PreventOpenWebUI === true) {
    throw new Refusal(403, 'The web interface is not allowed');
  }
}
