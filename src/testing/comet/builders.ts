import { sha256Hex } from '../../core/canonical.ts';
import { decodeWire } from './decode.ts';
import type { WireObject } from './wire-value.ts';

/** Old enough that a seed need not think of it: 2025-01-01T00:00:00Z. */
const CREATED = 1_735_689_600;

/** Newer than every field: builders leave no field out. */
const EVERY_VERSION = '9999';

function complete(type: string, value: WireObject): WireObject {
  return decodeWire(type, value, EVERY_VERSION);
}

/**
 * A complete `UserProfileConfig`: every field that a server always sends is there, zero unless overridden; so
 * are the devices, sources and vaults in it. Fields that are unknown stay.
 *
 * @throws DecodeError when an override does not fit the type of the field
 */
export function fakeProfile(overrides: WireObject = {}): WireObject {
  const { Username = 'acme' } = overrides;
  return complete('UserProfileConfig', {
    Username,
    LocalTimezone: 'UTC',
    LanguageCode: 'en_US',
    SupportsDeviceAssociations: true,
    AllowPasswordLogin: true,
    CreateTime: CREATED,
    CreationGUID: sha256Hex(String(Username)).slice(0, 32),
    ...overrides,
  });
}

/** A complete `BackupJobDetail`: a finished backup (4001, 5000) of one minute unless overridden. */
export function fakeJob(overrides: WireObject = {}): WireObject {
  const { StartTime = CREATED } = overrides;
  const EndTime = typeof StartTime === 'number' ? StartTime + 60 : StartTime;
  return complete('BackupJobDetail', {
    GUID: 'job-1',
    Username: 'acme',
    Classification: 4001,
    Status: 5000,
    StartTime,
    EndTime,
    ...overrides,
  });
}

/** A complete `GroupPolicy`. */
export function fakePolicy(overrides: WireObject = {}): WireObject {
  return complete('GroupPolicy', { Description: 'Policy', CreatedDate: CREATED, ...overrides });
}

/** A complete `BucketProperties` of a bucket that holds `bytes`. */
export function fakeBucket(bytes: number | bigint, overrides: WireObject = {}): WireObject {
  const Size = { Size: bytes, MeasureStarted: CREATED, MeasureCompleted: CREATED };
  return complete('BucketProperties', { CreateTime: CREATED, ReadWriteKeyFormat: 1, Size, ...overrides });
}
