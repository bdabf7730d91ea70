import type { Int64 } from '../../core/check.ts';

/** What usage needs of a job's statistics. */
export interface UsageJob {
  readonly StartTime?: Int64 | null | undefined;
  readonly EndTime?: Int64 | null | undefined;
  readonly TotalVmCount?: Int64 | null | undefined;
  readonly TotalAccountsCount?: Int64 | null | undefined;
  readonly TotalMailsCount?: Int64 | null | undefined;
  readonly TotalSitesCount?: Int64 | null | undefined;
  readonly TotalLicensedMailsCount?: Int64 | null | undefined;
}

/** What usage needs of a registered device. */
export interface UsageDevice {
  readonly FriendlyName?: string | null | undefined;
  /** Unix seconds; 0 or absent if it is not known. */
  readonly RegistrationTime?: Int64 | null | undefined;
}

/** What usage needs of a Protected Item. */
export interface UsageSource {
  readonly Engine?: string | null | undefined;
  readonly OwnerDevice?: string | null | undefined;
  readonly Statistics?:
    | {
        readonly LastBackupJob?: UsageJob | null | undefined;
        readonly LastSuccessfulBackupJob?: UsageJob | null | undefined;
      }
    | null
    | undefined;
}

/** What usage needs of a Storage Vault. */
export interface UsageDestination {
  readonly DestinationType?: number | null | undefined;
  readonly Statistics?:
    | { readonly ClientProvidedSize?: { readonly Size?: Int64 | null | undefined } | null | undefined }
    | null
    | undefined;
}

/**
 * What usage needs of a user's profile, under the vendor's names: `UserProfileConfig` of `comet/admin` fits,
 * and so does a stored part of it.
 */
export interface UsageProfile {
  readonly Username?: string | null | undefined;
  readonly IsSuspended?: boolean | null | undefined;
  readonly Devices?: Readonly<Record<string, UsageDevice | null>> | null | undefined;
  readonly Sources?: Readonly<Record<string, UsageSource | null>> | null | undefined;
  readonly Destinations?: Readonly<Record<string, UsageDestination | null>> | null | undefined;
}
