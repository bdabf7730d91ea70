import type {
  BackupJobDetail,
  BucketProperties,
  GroupPolicy,
  LiveUserConnection,
  Organization,
  UserProfileConfig,
} from '../../comet/admin/types/index.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import type { CometStorageTemplate, FakeAdmin } from './state.ts';
import { addUser } from './users.ts';
import { decodeSeed, type Seed } from './wire-types.ts';
import type { World } from './world.ts';

/** Account of the administrator when the seed names none. */
export const DEFAULT_ADMIN: FakeAdmin = { username: 'admin', password: 'fake-password' };

/** What a fake server starts with. Objects need only the fields that matter; the rest is filled with zeros. */
export interface CometSeed {
  readonly admins?: readonly FakeAdmin[];
  /** Tenants by id. With them, a call that names another is refused; without, any name will do. */
  readonly organizations?: Readonly<Record<string, Seed<Organization>>>;
  /** Profiles of customers, for example of `fakeProfile`. */
  readonly users?: readonly Seed<UserProfileConfig>[];
  /** Passwords by user name. A user without one cannot log in. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** Group policies by id. */
  readonly policies?: Readonly<Record<string, Seed<GroupPolicy>>>;
  /** Jobs, for example of `fakeJob`. */
  readonly jobs?: readonly Seed<BackupJobDetail>[];
  /** Logs by job id: text, or the bytes as they are. A job without one has an empty log. */
  readonly jobLogs?: Readonly<Record<string, string | Uint8Array>>;
  /** Live connections by `TargetID`. */
  readonly connections?: Readonly<Record<string, Seed<LiveUserConnection>>>;
  /** Buckets by name, for example of `fakeBucket`. */
  readonly buckets?: Readonly<Record<string, Seed<BucketProperties>>>;
  /** Storage templates by id; a text is the label of one that every organization has. Default: `fake-storage`. */
  readonly storageProviders?: Readonly<Record<string, string | CometStorageTemplate>>;
}

/** Fills the state of a new server. @throws InvalidInputError when a seed does not fit its type */
export function seedState(world: World, seed: CometSeed): void {
  const { state, version } = world;
  for (const admin of seed.admins ?? [DEFAULT_ADMIN]) state.admins.set(admin.username, admin);
  for (const [id, organization] of Object.entries(seed.organizations ?? {})) {
    state.organizations.set(id, decodeSeed('Organization', organization, version));
  }
  for (const [id, policy] of Object.entries(seed.policies ?? {})) {
    state.policies.set(id, { policy: decodeSeed('GroupPolicy', policy, version), revision: 1 });
  }
  seedUsers(world, seed.users ?? [], seed.passwords ?? {});
  seedJobs(world, seed.jobs ?? [], seed.jobLogs ?? {});
  for (const [id, live] of Object.entries(seed.connections ?? {})) {
    state.connections.set(id, decodeSeed('LiveUserConnection', live, version));
  }
  for (const [name, bucket] of Object.entries(seed.buckets ?? {})) {
    state.buckets.set(name, decodeSeed('BucketProperties', bucket, version));
  }
  const providers = seed.storageProviders ?? { 'fake-storage': 'Fake Storage' };
  for (const [id, template] of Object.entries(providers)) {
    state.storageProviders.set(id, typeof template === 'string' ? { label: template } : template);
  }
}

function seedUsers(
  world: World,
  users: readonly Seed<UserProfileConfig>[],
  passwords: Readonly<Record<string, string>>,
): void {
  for (const [index, user] of users.entries()) {
    const profile = decodeSeed('UserProfileConfig', user, world.version);
    const { Username } = profile;
    refuseRepeat('users', index, 'Username', Username, world.state.users);
    addUser(world, profile, Object.hasOwn(passwords, Username) ? (passwords[Username] ?? '') : '');
  }
}

function seedJobs(
  { state, version }: World,
  jobs: readonly Seed<BackupJobDetail>[],
  logs: Readonly<Record<string, string | Uint8Array>>,
): void {
  for (const [index, job] of jobs.entries()) {
    const detail = decodeSeed('BackupJobDetail', job, version);
    refuseRepeat('jobs', index, 'GUID', detail.GUID, state.jobs);
    const log = Object.hasOwn(logs, detail.GUID) ? (logs[detail.GUID] ?? '') : '';
    state.jobs.set(detail.GUID, {
      detail,
      log: typeof log === 'string' ? new TextEncoder().encode(log) : log,
    });
  }
}

function refuseRepeat(
  list: string,
  index: number,
  field: string,
  id: string,
  known: ReadonlyMap<string, unknown>,
): void {
  if (id !== '' && !known.has(id)) return;
  const message = id === '' ? 'must not be empty' : `${id} is there already`;
  throw new InvalidInputError('seed', [{ path: `${list}[${index}].${field}`, message }]);
}
