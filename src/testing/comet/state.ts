import type {
  BackupJobDetail,
  BucketProperties,
  GroupPolicy,
  LiveUserConnection,
  Organization,
  UserProfileConfig,
} from '../../comet/admin/types/index.ts';
import { sha256Hex } from '../../core/canonical.ts';
import { stringifyJson } from '../../core/http/json.ts';

/** An administrator account of the fake. */
export interface FakeAdmin {
  readonly username: string;
  readonly password: string;
  /** Base32 secret; with it the account wants a second factor. */
  readonly totpSecret?: string;
  /** The account wants a hardware key, which the fake does not have: every login with a password ends at it. */
  readonly hardwareKey?: boolean;
  /** The tenant whose administrator it is. Default: none, the account is of the top level. */
  readonly organizationId?: string;
  /** The only policies that it may assign to users (`AllowedUserPolicies`). Default: all. */
  readonly allowedUserPolicies?: readonly string[];
}

/** A storage template, from which vaults are requested. */
export interface CometStorageTemplate {
  readonly label: string;
  /** The organization whose users may have vaults of it, empty for the top level. Default: every organization. */
  readonly organizationId?: string;
}

/** A customer account. `profile` may be edited in place: the hash follows. */
export interface CometUser {
  profile: UserProfileConfig;
  password: string;
  /** Counts the writes; part of the hash, so that each write changes it. */
  revision: number;
}

/** A policy. */
export interface CometPolicy {
  policy: GroupPolicy;
  revision: number;
}

/** A job and its log. */
export interface CometJob {
  readonly detail: BackupJobDetail;
  /** Bytes of the log; as on a real server its lines may end in LF or CRLF. */
  readonly log: Uint8Array;
}

/** Everything that the fake server knows. Tests may seed, read and change it directly. */
export class CometState {
  readonly admins = new Map<string, FakeAdmin>();
  /** Tenants by id. While there is none, calls may name any; then only those that are here. */
  readonly organizations = new Map<string, Organization>();
  /** By user name. */
  readonly users = new Map<string, CometUser>();
  /** By policy id. What is changed here reaches the profiles that follow the policy with their next write. */
  readonly policies = new Map<string, CometPolicy>();
  /** By job id, in order of creation. */
  readonly jobs = new Map<string, CometJob>();
  /** Live connections by `TargetID`. */
  readonly connections = new Map<string, LiveUserConnection>();
  /** Storage buckets by name. */
  readonly buckets = new Map<string, BucketProperties>();
  /** Storage templates by id. */
  readonly storageProviders = new Map<string, CometStorageTemplate>();
  /** Uploaded resources by hash. */
  readonly resources = new Map<string, Uint8Array>();
}

/** The opaque hash of a profile or policy: changes with each write and with each edit of the state. */
export function hashOf(value: UserProfileConfig | GroupPolicy, revision: number): string {
  return sha256Hex(`${revision} ${stringifyJson(value)}`);
}

/** The hash of a user's profile, as `ProfileHash` shows it. */
export function profileHash({ profile, revision }: CometUser): string {
  return hashOf(profile, revision);
}

/** Stores a profile for its user; the effective policy is copied into it. */
export function storeProfile(state: CometState, user: CometUser, profile: UserProfileConfig): void {
  user.profile = withPolicy(state, profile);
  user.revision += 1;
}

/** The profile with its policy's settings, which the server keeps in step with `PolicyID`. */
function withPolicy(state: CometState, profile: UserProfileConfig): UserProfileConfig {
  const group = state.policies.get(profile.PolicyID);
  return group === undefined ? profile : { ...profile, Policy: structuredClone(group.policy.Policy) };
}
