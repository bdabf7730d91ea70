import type { Int64 } from '../../core/check.ts';
import type { AccountDestination, AccountJob, AccountProfile, AccountSource } from './profile.ts';
import { protectedSize, wholeBytes } from './usage.ts';

/** How a job ended. Comet's statuses 5000 to 7999; `unknown` for all others. */
export type JobOutcome =
  | 'success'
  | 'running'
  | 'timeout'
  | 'warning'
  | 'error'
  | 'quota'
  | 'missed'
  | 'cancelled'
  | 'skipped'
  | 'abandoned'
  | 'unknown';

/** A device of an account. */
export interface DeviceView {
  readonly id: string;
  readonly name: string;
}

/** A Protected Item of an account. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  /** The vendor's name, such as `engine1/file`. */
  readonly engine: string;
  /** The id of its device; null where that is gone. */
  readonly deviceId: string | null;
  readonly bytes: string;
  /** How the last job ended; null where none ran. */
  readonly lastJob: JobView | null;
}

/** A storage vault of an account. */
export interface VaultView {
  readonly id: string;
  readonly name: string;
  readonly bytes: string;
  /** Bytes in text, `unlimited`, or `shared` where several vaults have one limit together. */
  readonly limit: string;
}

/** A job of an account. */
export interface JobView {
  readonly id: string;
  /** The vendor's number of the kind, such as 4001 for a backup. */
  readonly classification: number;
  readonly outcome: JobOutcome;
  /** ISO text in UTC; null where it has not begun, or not ended. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly itemId: string;
  readonly vaultId: string;
  readonly deviceId: string;
  readonly bytes: string;
  readonly uploadedBytes: string;
}

/** What a customer may see of an account. */
export interface CustomerView {
  readonly username: string;
  readonly accountName: string;
  /** ISO text in UTC; null where it is not known. */
  readonly createdAt: string | null;
  readonly suspended: boolean;
  /** A whole number in text (bytes for `protectedItems`), or `unlimited`. */
  readonly limits: {
    readonly devices: string;
    readonly protectedItems: string;
    readonly office365: string;
    readonly hyperv: string;
    readonly vmware: string;
  };
  readonly devices: readonly DeviceView[];
  readonly items: readonly ItemView[];
  readonly vaults: readonly VaultView[];
  readonly jobs: readonly JobView[];
}

const STOPPED: ReadonlyMap<number, JobOutcome> = new Map([
  [7000, 'timeout'],
  [7001, 'warning'],
  [7002, 'error'],
  [7003, 'quota'],
  [7004, 'missed'],
  [7005, 'cancelled'],
  [7006, 'skipped'],
  [7007, 'abandoned'],
]);

const MAX_UNIX_SECONDS = 253_402_300_799;

/**
 * What a customer may see of an account: an allow-list, so that hashes, keys, tokens, settings and addresses of servers
 * stay out of a page, also those that are yet to come. Jobs of other accounts are left out.
 *
 * Source: contract 2.11.
 */
export function toCustomerView(profile: AccountProfile, jobs: readonly AccountJob[] = []): CustomerView {
  const username = profile.Username ?? '';
  const devices = new Map(Object.entries(profile.Devices ?? {}));
  return {
    username,
    accountName: profile.AccountName ?? '',
    createdAt: instantOf(profile.CreateTime),
    suspended: profile.IsSuspended === true,
    limits: limitsOf(profile),
    devices: [...devices].map(([id, device]) => ({ id, name: device?.FriendlyName ?? '' })),
    items: Object.entries(profile.Sources ?? {}).map(([id, source]) => itemView(id, source ?? {}, devices)),
    vaults: Object.entries(profile.Destinations ?? {}).map(([id, vault]) => vaultView(id, vault ?? {})),
    jobs: jobs.filter((job) => job.Username === profile.Username).map(jobView),
  };
}

function limitsOf(profile: AccountProfile): CustomerView['limits'] {
  return {
    devices: countLimit(profile.MaximumDevices),
    protectedItems: byteLimit(profile.AllProtectedItemsQuotaEnabled, profile.AllProtectedItemsQuotaBytes),
    office365: countLimit(profile.QuotaOffice365ProtectedAccounts),
    hyperv: countLimit(profile.QuotaHyperVGuests),
    vmware: countLimit(profile.QuotaVMwareGuests),
  };
}

function countLimit(count: number | null | undefined): string {
  return typeof count === 'number' && count > 0 ? String(count) : 'unlimited';
}

/** An enabled limit of 0 bytes is a limit. */
function byteLimit(enabled: boolean | null | undefined, bytes: Int64 | null | undefined): string {
  return enabled === true ? String(wholeBytes(bytes)) : 'unlimited';
}

function itemView(id: string, source: AccountSource, devices: ReadonlyMap<string, unknown>): ItemView {
  const owner = source.OwnerDevice ?? '';
  const last = source.Statistics?.LastBackupJob ?? {};
  return {
    id,
    name: source.Description ?? '',
    engine: source.Engine ?? '',
    deviceId: devices.has(owner) ? owner : null,
    bytes: String(protectedSize(source)),
    lastJob: Number(last.StartTime ?? 0) > 0 ? jobView(last) : null,
  };
}

function vaultView(id: string, vault: AccountDestination): VaultView {
  const limit = vault.StorageLimitID
    ? 'shared'
    : byteLimit(vault.StorageLimitEnabled, vault.StorageLimitBytes);
  const bytes = String(wholeBytes(vault.Statistics?.ClientProvidedSize?.Size));
  return { id, name: vault.Description ?? '', bytes, limit };
}

function jobView(job: AccountJob): JobView {
  return {
    id: job.GUID ?? '',
    classification: job.Classification ?? 0,
    outcome: outcomeOf(job.Status ?? 0),
    startedAt: instantOf(job.StartTime),
    endedAt: instantOf(job.EndTime),
    itemId: job.SourceGUID ?? '',
    vaultId: job.DestinationGUID ?? '',
    deviceId: job.DeviceID ?? '',
    bytes: String(wholeBytes(job.TotalSize)),
    uploadedBytes: String(wholeBytes(job.UploadSize)),
  };
}

/** Minor releases add statuses, so the band decides where the number is not known. */
function outcomeOf(status: number): JobOutcome {
  if (status >= 5000 && status < 6000) return 'success';
  if (status >= 6000 && status < 7000) return 'running';
  return STOPPED.get(status) ?? (status >= 7000 && status < 8000 ? 'error' : 'unknown');
}

/** An instant of unix seconds as ISO text; null for one that was never set. */
function instantOf(seconds: Int64 | null | undefined): string | null {
  const value = Number(seconds ?? 0);
  return value > 0 && value <= MAX_UNIX_SECONDS ? new Date(value * 1000).toISOString() : null;
}
