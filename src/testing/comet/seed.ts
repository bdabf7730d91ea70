import { decodeWire } from './decode.ts';
import type { CometJob, FakeAdmin } from './state.ts';
import { storeProfile } from './state.ts';
import { withHashedPassword } from './users.ts';
import { memberText, type WireObject } from './wire-value.ts';
import type { World } from './world.ts';

/** Account of the administrator when the seed names none. */
export const DEFAULT_ADMIN: FakeAdmin = { username: 'admin', password: 'fake-password' };

/** A profile, alone or with the password of its user. */
export type UserSeed = WireObject | { readonly profile: WireObject; readonly password: string };

/** What a fake server starts with. Objects need only the fields that matter; the rest is filled with zeros. */
export interface CometSeed {
  readonly admins?: readonly FakeAdmin[];
  /** Profiles, for example of `fakeProfile`. */
  readonly users?: readonly UserSeed[];
  /** Group policies by id. */
  readonly policies?: Readonly<Record<string, WireObject>>;
  /** Jobs, with the text of their log if it matters. */
  readonly jobs?: readonly (
    | WireObject
    | { readonly detail: WireObject; readonly log: string | Uint8Array }
  )[];
  /** Live connections by `TargetID`. */
  readonly connections?: Readonly<Record<string, WireObject>>;
  /** Buckets by name. */
  readonly buckets?: Readonly<Record<string, WireObject>>;
  /** Labels of the storage templates by id. Default: one, `fake-storage`. */
  readonly storageProviders?: Readonly<Record<string, string>>;
}

/** Fills the state of a new server. @throws DecodeError when a seed does not fit its type */
export function seedState(world: World, seed: CometSeed): void {
  const { state, version } = world;
  for (const admin of seed.admins ?? [DEFAULT_ADMIN]) state.admins.set(admin.username, admin);
  for (const [id, policy] of Object.entries(seed.policies ?? {})) {
    state.policies.set(id, { policy: decodeWire('GroupPolicy', policy, version), revision: 1 });
  }
  for (const user of seed.users ?? []) seedUser(world, user);
  for (const job of seed.jobs ?? []) {
    const made = seedJob(job, version);
    state.jobs.set(memberText(made.detail, 'GUID'), made);
  }
  for (const [id, live] of Object.entries(seed.connections ?? {})) {
    state.connections.set(id, decodeWire('LiveUserConnection', live, version));
  }
  for (const [name, bucket] of Object.entries(seed.buckets ?? {})) {
    state.buckets.set(name, decodeWire('BucketProperties', bucket, version));
  }
  const providers = seed.storageProviders ?? { 'fake-storage': 'Fake Storage' };
  for (const [id, label] of Object.entries(providers)) state.storageProviders.set(id, label);
}

function seedUser({ state, version }: World, seed: UserSeed): void {
  const { profile, password } = isWithPassword(seed) ? seed : { profile: seed, password: '' };
  const complete = decodeWire('UserProfileConfig', profile, version);
  const user = { profile: complete, password, revision: 0 };
  storeProfile(state, user, password === '' ? complete : withHashedPassword(complete, password));
  state.users.set(memberText(complete, 'Username'), user);
}

function isWithPassword(seed: UserSeed): seed is { profile: WireObject; password: string } {
  return typeof seed['password'] === 'string' && typeof seed['profile'] === 'object';
}

function seedJob(
  seed: WireObject | { readonly detail: WireObject; readonly log: string | Uint8Array },
  version: string,
): CometJob {
  const withLog = isWithLog(seed) ? seed : { detail: seed, log: '' };
  const log = typeof withLog.log === 'string' ? new TextEncoder().encode(withLog.log) : withLog.log;
  return { detail: decodeWire('BackupJobDetail', withLog.detail, version), log };
}

function isWithLog(
  seed: WireObject | { readonly detail: WireObject; readonly log: string | Uint8Array },
): seed is { readonly detail: WireObject; readonly log: string | Uint8Array } {
  return typeof seed['detail'] === 'object' && seed['log'] !== undefined;
}
