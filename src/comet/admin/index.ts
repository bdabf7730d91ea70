/**
 * The Comet Server API: a client with every endpoint as a method, and a small connection for single operations.
 *
 * @module reseller-sdk/comet/admin
 */
export type { Int64 } from '../../core/check.ts';
export type { CometAuth, CredentialFields, Login, TotpSource } from './auth.ts';
export { CometAdminClient } from './client.ts';
export { CometConnection } from './connection.ts';
export type { CometAPIResponseMessage } from './generated/types/common.ts';
export type {
  DestinationConfig,
  DestinationStatistics,
} from './generated/types/destinations.ts';
export type { BackupJobDetail, SizeMeasurement } from './generated/types/jobs.ts';
export type {
  DeviceConfig,
  GetProfileAndHashResponseMessage,
  SourceBasicInfo,
  SourceConfig,
  SourceStatistics,
  UserProfileConfig,
} from './generated/types/profile.ts';
export type { ListedProfile, ProfileFields } from './listed-profile.ts';
export type { NoParams, Operation, ParamsOf, ResultOf } from './operation.ts';
export type { CometOptions } from './options.ts';
export type { CometErrorCode } from './refusal.ts';
export type { ProfileEdit, UpdatedProfile } from './update-profile.ts';
export { CometUserClient } from './user-client.ts';
export { compareVersions } from './version.ts';
