import type { UserProfileConfig } from '../../comet/admin/types/index.ts';
import { sha256Hex } from '../../core/canonical.ts';
import { randomGuid } from '../random.ts';
import { Refusal, unauthorised } from './refusal.ts';
import { type CometUser, profileHash, storeProfile } from './state.ts';
import { hasSince } from './version.ts';
import { decodeAs, type Seed } from './wire-types.ts';
import { nowSeconds, type World } from './world.ts';

/** Format number under which the fake keeps passwords; 0 is plain text on the wire. */
const HASHED = 1;
const NAME = /^[a-zA-Z0-9_.@-]+$/;
const MAX_NAME = 255;
const MIN_PASSWORD = 8;

/** A user by name. @throws Refusal */
export function userNamed({ state, version }: World, name: string): CometUser {
  const user = state.users.get(name);
  if (user !== undefined) return user;
  throw unknownUser(version);
}

/** What a server says of a user that is not there: 403 from 20.9 to 22.4, else 400. */
export function unknownUser(version: string): Refusal {
  const hidden = hasSince(version, '20.9.0') && !hasSince(version, '22.5.0');
  return hidden ? unauthorised() : new Refusal(400, 'User not found');
}

/** Refuses a write that was made for another state of the profile. An empty hash is a hash that never fits. */
export function requireHash({ behaviour }: World, user: CometUser, hash: string): void {
  if (hash === profileHash(user)) return;
  throw new Refusal(behaviour.conflictStatus, 'The profile was changed in the meantime');
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

/** A new account with the defaults of the server. Without a password nobody can log in to it. */
export function createUser(world: World, profile: Seed<UserProfileConfig>, password: string): void {
  const attached = world.behaviour.attachDefaultPolicy
    ? defaultPolicy(world, profile.OrganizationID ?? '')
    : '';
  const PolicyID = profile.PolicyID || attached;
  const CreationGUID = randomGuid(world.random);
  const stamped = { ...profile, PolicyID, CreateTime: nowSeconds(world), CreationGUID };
  addUser(world, decodeAs('UserProfileConfig', stamped, world.version), password);
}

/** Adds an account with a profile as it stands. */
export function addUser({ state }: World, profile: UserProfileConfig, password: string): void {
  const user: CometUser = { profile, password, revision: 0 };
  storeProfile(state, user, password === '' ? profile : withHashedPassword(profile, password));
  state.users.set(profile.Username, user);
}

/** Takes an account with its jobs, connections and sessions; buckets stay. */
export function removeUser({ state, sessions }: World, { profile: { Username: name } }: CometUser): void {
  state.users.delete(name);
  for (const [id, { detail }] of state.jobs) if (detail.Username === name) state.jobs.delete(id);
  for (const [id, live] of state.connections) if (live.Username === name) state.connections.delete(id);
  sessions.revokeAllOf({ kind: 'user', name });
}

/** Replaces the whole profile, as every set call does: what is not in it becomes zero. */
export function replaceProfile(world: World, user: CometUser, profile: UserProfileConfig): void {
  const suspends = profile.IsSuspended && !user.profile.IsSuspended;
  const { Username } = user.profile;
  const stamped = { ...profile, Username, ...(suspends ? { LastSuspended: nowSeconds(world) } : {}) };
  // A format of 0 announces a plain password; without one the account has none any more.
  const plain = profile.PasswordFormat === 0;
  if (plain) user.password = profile.PasswordHash;
  const hashes = plain && profile.PasswordHash !== '';
  storeProfile(world.state, user, hashes ? withHashedPassword(stamped, profile.PasswordHash) : stamped);
}

/** The profile as it shows a password that the server keeps. */
export function withHashedPassword(profile: UserProfileConfig, password: string): UserProfileConfig {
  return { ...profile, PasswordFormat: HASHED, PasswordHash: sha256Hex(password) };
}

/** That each organization has a default of its own is a guess; the vendor says that there is one at most. */
function defaultPolicy({ state }: World, organization: string): string {
  for (const [id, { policy }] of state.policies) {
    if (policy.DefaultUserPolicy === true && (policy.OrganizationID ?? '') === organization) return id;
  }
  return '';
}
