import { extractUsageFromProfile } from '../usage/index.ts';
import type { AccountProfile, AccountSource } from './profile.ts';

/** How much a storage vault holds. */
export interface VaultUsage {
  readonly destinationId: string;
  /** The vendor's number of the type, such as 1003. */
  readonly type: number;
  /** Bytes as the client last measured them; 0 where it never did. */
  readonly bytes: string;
}

/** What an account uses. Counts and bytes are whole numbers in text. Source: contract 2.6. */
export interface AccountUsage {
  /** Registered devices. */
  readonly devices: string;
  /** Protected Items by engine (lower-case). */
  readonly items: Readonly<Record<string, string>>;
  /** Bytes of all Protected Items: of the last successful job of each, else of its last. */
  readonly protectedBytes: string;
  readonly vaults: readonly VaultUsage[];
  /** Protected Microsoft 365 accounts. */
  readonly office365: string;
  readonly hypervGuests: string;
  readonly vmwareGuests: string;
  readonly proxmoxGuests: string;
}

/**
 * What an account uses, for its last invoice or to hold against its limits. Guests and Microsoft 365 accounts are the
 * larger count of the last job and the last successful one, by the rule that reconciling follows too.
 *
 * Source: contract 2.6 and reconciler 10.3. Never throws for a profile with gaps.
 */
export function toUsage(profile: AccountProfile): AccountUsage {
  const { counts } = extractUsageFromProfile(profile);
  const sources = Object.values(profile.Sources ?? {});
  return {
    devices: String(Object.keys(profile.Devices ?? {}).length),
    items: itemsByEngine(sources),
    protectedBytes: String(sources.reduce((sum, source) => sum + protectedSize(source), 0n)),
    vaults: Object.entries(profile.Destinations ?? {}).map(([destinationId, vault]) => ({
      destinationId,
      type: vault?.DestinationType ?? 0,
      bytes: String(wholeBytes(vault?.Statistics?.ClientProvidedSize?.Size)),
    })),
    office365: counts['m365_accounts'] ?? '0',
    hypervGuests: counts['hyperv_vms'] ?? '0',
    vmwareGuests: counts['vmware_vms'] ?? '0',
    proxmoxGuests: counts['proxmox_vms'] ?? '0',
  };
}

/** Bytes that a Protected Item backed up at its last success, or at its last try. */
export function protectedSize(source: AccountSource | null): bigint {
  const { LastBackupJob: last, LastSuccessfulBackupJob: success } = source?.Statistics ?? {};
  const job = (success?.StartTime ?? 0) > 0 ? success : last;
  return wholeBytes(job?.TotalSize);
}

/** A size of the wire; 0 for one that is none. */
export function wholeBytes(size: number | bigint | null | undefined): bigint {
  if (typeof size === 'bigint') return size > 0n ? size : 0n;
  return typeof size === 'number' && Number.isInteger(size) && size > 0 ? BigInt(size) : 0n;
}

function itemsByEngine(sources: readonly (AccountSource | null)[]): Record<string, string> {
  const counts = new Map<string, number>();
  for (const source of sources) {
    const engine = (source?.Engine ?? '').trim().toLowerCase();
    counts.set(engine, (counts.get(engine) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([engine, count]) => [engine, String(count)]));
}
