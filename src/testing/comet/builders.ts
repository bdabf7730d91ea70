import type {
  BackupJobDetail,
  BucketProperties,
  GroupPolicy,
  UserProfileConfig,
} from '../../comet/admin/types/index.ts';
import { sha256Hex } from '../../core/canonical.ts';
import { EVERY_VERSION } from './version.ts';
import { decodeSeed, type Seed } from './wire-types.ts';

/** Old enough that a seed need not think of it: 2025-01-01T00:00:00Z. */
const CREATED = 1_735_689_600;

/**
 * A complete `UserProfileConfig`: every field that a server always sends is there, zero unless overridden; so
 * are the devices, sources and vaults in it. Fields that are unknown stay.
 *
 * @throws InvalidInputError when an override does not fit the type of the field
 */
export function fakeProfile(overrides: Seed<UserProfileConfig> = {}): UserProfileConfig {
  const { Username = 'acme' } = overrides;
  const seed: Seed<UserProfileConfig> = {
    Username,
    LocalTimezone: 'UTC',
    LanguageCode: 'en_US',
    SupportsDeviceAssociations: true,
    AllowPasswordLogin: true,
    CreateTime: CREATED,
    CreationGUID: sha256Hex(Username).slice(0, 32),
    ...overrides,
  };
  return decodeSeed('UserProfileConfig', seed, EVERY_VERSION);
}

/** A complete `BackupJobDetail`: a finished backup (4001, 5000) of one minute unless overridden. */
export function fakeJob(overrides: Seed<BackupJobDetail> = {}): BackupJobDetail {
  const { StartTime = CREATED } = overrides;
  const seed: Seed<BackupJobDetail> = {
    GUID: 'job-1',
    Username: 'acme',
    Classification: 4001,
    Status: 5000,
    StartTime,
    EndTime: StartTime + 60,
    ...overrides,
  };
  return decodeSeed('BackupJobDetail', seed, EVERY_VERSION);
}

/** A complete `GroupPolicy`. */
export function fakePolicy(overrides: Seed<GroupPolicy> = {}): GroupPolicy {
  return decodeSeed(
    'GroupPolicy',
    { Description: 'Policy', CreatedDate: CREATED, ...overrides },
    EVERY_VERSION,
  );
}

/** A complete `BucketProperties` of a bucket that holds `bytes`. */
export function fakeBucket(bytes: number | bigint, overrides: Seed<BucketProperties> = {}): BucketProperties {
  const Size = { Size: bytes, MeasureStarted: CREATED, MeasureCompleted: CREATED };
  const seed = { CreateTime: CREATED, ReadWriteKeyFormat: 1, Size, ...overrides };
  return decodeSeed('BucketProperties', seed, EVERY_VERSION);
}
