import type { Int64 } from '../../core/check.ts';
import type { UsageDestination, UsageJob, UsageProfile, UsageSource } from '../usage/index.ts';

/** What this room needs of a job: `BackupJobDetail` of `comet/admin` fits. */
export interface AccountJob extends UsageJob {
  readonly GUID?: string | null | undefined;
  readonly Username?: string | null | undefined;
  readonly Classification?: number | null | undefined;
  readonly Status?: number | null | undefined;
  readonly SourceGUID?: string | null | undefined;
  readonly DestinationGUID?: string | null | undefined;
  readonly DeviceID?: string | null | undefined;
  readonly TotalSize?: Int64 | null | undefined;
  readonly UploadSize?: Int64 | null | undefined;
}

/** What this room needs of a Protected Item. */
export interface AccountSource extends UsageSource {
  readonly Description?: string | null | undefined;
  readonly Statistics?:
    | {
        readonly LastBackupJob?: AccountJob | null | undefined;
        readonly LastSuccessfulBackupJob?: AccountJob | null | undefined;
      }
    | null
    | undefined;
}

/** What this room needs of a storage vault. */
export interface AccountDestination extends UsageDestination {
  readonly Description?: string | null | undefined;
  readonly StorageLimitEnabled?: boolean | null | undefined;
  readonly StorageLimitBytes?: Int64 | null | undefined;
  readonly StorageLimitID?: string | null | undefined;
  readonly RepoInitTimestamp?: number | null | undefined;
}

/**
 * What this room needs of an account's profile, under the vendor's names: `UserProfileConfig` of `comet/admin` fits.
 * Whatever else a profile holds is kept.
 */
export interface AccountProfile extends UsageProfile {
  readonly AccountName?: string | null | undefined;
  readonly OrganizationID?: string | null | undefined;
  readonly CreationGUID?: string | null | undefined;
  /** Unix time in seconds. */
  readonly CreateTime?: number | null | undefined;
  readonly PasswordRecovery?: string | null | undefined;
  readonly PolicyID?: string | null | undefined;
  readonly Policy?: object | null | undefined;
  readonly Sources?: Readonly<Record<string, AccountSource | null>> | null | undefined;
  readonly Destinations?: Readonly<Record<string, AccountDestination | null>> | null | undefined;
  readonly AllProtectedItemsQuotaEnabled?: boolean | null | undefined;
  readonly AllProtectedItemsQuotaBytes?: Int64 | null | undefined;
  readonly MaximumDevices?: number | null | undefined;
  readonly QuotaOffice365ProtectedAccounts?: number | null | undefined;
  readonly QuotaHyperVGuests?: number | null | undefined;
  readonly QuotaVMwareGuests?: number | null | undefined;
}
