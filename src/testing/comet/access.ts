import type { Principal } from './account.ts';
import type { CometCall } from './endpoint.ts';
import { Refusal, unauthorised } from './refusal.ts';
import type { CometUser } from './state.ts';
import { unknownUser } from './users.ts';
import type { World } from './world.ts';

/** The organization of whoever calls; empty for the top level and where nobody had to log in. */
export function ownOrganization({ principal }: Pick<CometCall, 'principal'>): string {
  return principal?.organizationId ?? '';
}

/** Whether the caller may see and change what belongs to an organization: a tenant its own, the top level all. */
export function sees(call: Pick<CometCall, 'principal'>, organizationId: string | null | undefined): boolean {
  const own = ownOrganization(call);
  return own === '' || own === (organizationId ?? '');
}

/** Whether the caller may see what belongs to a user. Of users that are gone only the top level sees anything. */
export function seesUser(call: CometCall, name: string): boolean {
  const user = call.world.state.users.get(name);
  return user === undefined ? ownOrganization(call) === '' : sees(call, user.profile.OrganizationID);
}

/**
 * The user that `TargetUser` names. Nobody outside knows how a server answers for a user of another organization;
 * the fake answers as for one that is not there.
 *
 * @throws Refusal
 */
export function targetUser(call: CometCall): CometUser {
  const { world, params } = call;
  const user = world.state.users.get(params.text('TargetUser'));
  if (user === undefined || !sees(call, user.profile.OrganizationID)) throw unknownUser(world.version);
  return user;
}

/**
 * The organization that a call is about: that of a tenant's administrator, else the one that `TargetOrganization`
 * names; undefined where it names none. The parameter is for the top level alone; that a tenant who sends it is
 * refused, even for his own, is a guess.
 *
 * @throws Refusal
 */
export function targetOrganization(call: CometCall): string | undefined {
  const own = ownOrganization(call);
  if (!call.params.has('TargetOrganization')) return own === '' ? undefined : own;
  if (own !== '') throw unauthorised();
  return knownOrganization(call.world, call.params.text('TargetOrganization'));
}

/**
 * What the caller stores, in the organization that it belongs to: the one that the top level wrote down, else the
 * caller's own, whatever was written (a guess).
 *
 * @throws Refusal
 */
export function owned<T extends { readonly OrganizationID?: string | null }>(call: CometCall, sent: T): T {
  const written = sent.OrganizationID ?? '';
  const own = ownOrganization(call);
  const isFree = own === '' && call.principal?.kind === 'admin';
  const OrganizationID = isFree ? knownOrganization(call.world, written) : own;
  return OrganizationID === written ? sent : { ...sent, OrganizationID };
}

/** What is for the top level is refused to tenants. */
export function requireTopLevel(principal: Principal | undefined): void {
  if (ownOrganization({ principal }) !== '') throw unauthorised();
}

/** That an unknown organization is refused is a guess; tests that care for no tenants need not seed any. */
export function knownOrganization({ state: { organizations } }: World, id: string): string {
  if (id === '' || organizations.size === 0 || organizations.has(id)) return id;
  throw new Refusal(400, 'Organization not found');
}
