import { sha256Hex } from '../../core/canonical.ts';
import { randomGuid } from '../random.ts';
import { decodeWire } from './decode.ts';
import { Refusal, unauthorised } from './refusal.ts';
import { type CometUser, profileHash, storeProfile } from './state.ts';
import { hasSince } from './version.ts';
import { memberText, type WireObject } from './wire-value.ts';
import { nowSeconds, type World } from './world.ts';

/** Format number under which the fake keeps passwords; 0 is plain text on the wire. */
const HASHED = 1;
const NAME = /^[a-zA-Z0-9_.@-]+$/;
const MAX_NAME = 255;
const MIN_PASSWORD = 8;

/** A user by name. @throws Refusal as the version words it: 403 from 20.9 to 22.4, else 400 */
export function userNamed({ state, version }: World, name: string): CometUser {
  const user = state.users.get(name);
  if (user !== undefined) return user;
  const hidden = hasSince(version, '20.9.0') && !hasSince(version, '22.5.0');
  throw hidden ? unauthorised() : new Refusal(400, 'User not found');
}

/** Refuses a write that was made for another state of the profile. An empty hash is a hash that never fits. */
export function requireHash(user: CometUser, hash: string): void {
  if (hash !== profileHash(user)) throw new Refusal(400, 'The profile was changed in the meantime');
}

/** Refuses a name or password that a new account cannot have. */
export function requireNewAccount(
  { state, version }: World,
  name: string,
  password: string | undefined,
): void {
  const least = hasSince(version, '21.9.10') ? 1 : 6;
  if (name.length < least || name.length > MAX_NAME || !NAME.test(name)) {
    throw new Refusal(400, 'The user name is not acceptable');
  }
  if (password !== undefined) requirePassword(password);
  if (state.users.has(name)) throw new Refusal(400, 'The user name already exists');
}

/** Refuses a password that is too short or has more than one line. */
export function requirePassword(password: string): void {
  if (password.length < MIN_PASSWORD || /[\r\n]/.test(password)) {
    throw new Refusal(400, 'The password is not acceptable');
  }
}

/** A new account with the defaults of the server. */
export function createUser(world: World, profile: WireObject, password: string): CometUser {
  const user: CometUser = { profile: {}, password, revision: 0 };
  const defaults = {
    CreateTime: nowSeconds(world),
    CreationGUID: randomGuid(world.random),
    ...(profile['PolicyID'] ? {} : defaultPolicy(world, memberText(profile, 'OrganizationID'))),
  };
  const complete = decodeWire('UserProfileConfig', { ...profile, ...defaults }, world.version);
  storeProfile(world.state, user, password === '' ? complete : withHashedPassword(complete, password));
  world.state.users.set(memberText(complete, 'Username'), user);
  return user;
}

/** Replaces the whole profile, as every set call does: what is not in it becomes zero. */
export function replaceProfile(world: World, name: string, profile: WireObject): CometUser {
  const user = userNamed(world, name);
  const suspends = profile['IsSuspended'] === true && user.profile['IsSuspended'] !== true;
  const stamped = { ...profile, Username: name, ...(suspends ? { LastSuspended: nowSeconds(world) } : {}) };
  const sent = memberText(profile, 'PasswordHash');
  const plain = profile['PasswordFormat'] === 0;
  // A format of 0 announces a plain password; without one the account has none any more.
  if (plain) user.password = sent;
  storeProfile(world.state, user, plain && sent !== '' ? withHashedPassword(stamped, sent) : stamped);
  return user;
}

/** The profile as it shows a password that the server keeps. */
export function withHashedPassword(profile: WireObject, password: string): WireObject {
  return { ...profile, PasswordFormat: HASHED, PasswordHash: sha256Hex(password) };
}

function defaultPolicy({ state }: World, organization: string): WireObject {
  for (const [PolicyID, { policy }] of state.policies) {
    const own = memberText(policy, 'OrganizationID') === organization;
    if (own && policy['DefaultUserPolicy'] === true) return { PolicyID };
  }
  return {};
}
