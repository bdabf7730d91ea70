import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';
import { isKnownEngine } from './engines.ts';
import type { UsageDestination, UsageProfile, UsageSource } from './profile.ts';
import {
  deviceRows,
  type ProfileRow,
  type ProfileUsageIssue,
  sourceRows,
  type UsageItem,
} from './profile-rows.ts';
import { WholeSums } from './whole-sums.ts';

/** An engine that no category and no list of this package knows: perhaps something new that is billed. */
export interface UnknownEngine {
  /** Lower-case; empty where the item names none. */
  readonly engine: string;
  /** Protected Items that use it. */
  readonly sources: number;
}

/** What a user's profile uses. */
export interface ProfileUsage {
  /** As the profile names the user; empty if it does not. */
  readonly username: string;
  readonly suspended: boolean;
  /** Registered devices. */
  readonly devices: number;
  /** All Protected Items, of whatever engine. */
  readonly protectedItems: number;
  /** Bytes in vaults of the types 1000 (S3-compatible) and 1003 (Comet Storage), as decimal text. */
  readonly storageBytes: string;
  /** Counted units by category id, as decimal text, one entry for each category with a server side. */
  readonly counts: Readonly<Record<string, string>>;
  /** One row for each device, or each Protected Item of a counted engine. */
  readonly rows: readonly ProfileRow[];
  readonly unknownEngines: readonly UnknownEngine[];
  readonly issues: readonly ProfileUsageIssue[];
}

const COUNTED_DESTINATIONS: ReadonlySet<unknown> = new Set([1000, 1003]);

/** The Protected Items of a profile, each with its device where that is registered. */
export function itemsOf(profile: UsageProfile): UsageItem[] {
  const devices = new Map(Object.entries(profile.Devices ?? {}));
  return Object.entries(profile.Sources ?? {}).map(([sourceId, value]) => {
    const source: UsageSource = value ?? {};
    const owner = source.OwnerDevice ?? '';
    const known = devices.has(owner);
    return {
      sourceId,
      engine: (source.Engine ?? '').trim().toLowerCase(),
      deviceId: known ? owner : null,
      friendlyName: known ? (devices.get(owner)?.FriendlyName ?? null) : null,
      lastJob: source.Statistics?.LastBackupJob ?? undefined,
      lastSuccess: source.Statistics?.LastSuccessfulBackupJob ?? undefined,
    };
  });
}

function sizeOf(destination: UsageDestination | null): bigint {
  if (!COUNTED_DESTINATIONS.has(destination?.DestinationType)) return 0n;
  const size = destination?.Statistics?.ClientProvidedSize?.Size ?? 0;
  if (typeof size === 'bigint') return size > 0n ? size : 0n;
  return Number.isInteger(size) && size > 0 ? BigInt(size) : 0n;
}

function unknownEngines(items: readonly UsageItem[], categories: readonly CometCategory[]): UnknownEngine[] {
  const counts = new Map<string, number>();
  for (const { engine } of items) {
    if (!isKnownEngine(engine, categories)) counts.set(engine, (counts.get(engine) ?? 0) + 1);
  }
  return [...counts].map(([engine, sources]) => ({ engine, sources }));
}

/** Counted units by category id, one entry for each category with a server side. */
export function countsOf(
  rows: readonly Pick<ProfileRow, 'categoryId' | 'quantity'>[],
  categories: readonly CometCategory[],
): Record<string, string> {
  const sums = new WholeSums(categories.filter(({ server }) => server !== null).map(({ id }) => id));
  for (const { categoryId, quantity } of rows) sums.add(categoryId, quantity);
  return sums.toRecord();
}

/** A profile read, before its rows are added up. */
export type ProfileReading = Omit<ProfileUsage, 'counts'>;

/** What a profile holds, row by row. */
export function readProfile(profile: UsageProfile, categories: readonly CometCategory[]): ProfileReading {
  const items = itemsOf(profile);
  const devices = Object.entries(profile.Devices ?? {});
  const issues: ProfileUsageIssue[] = [];
  const rows = categories.flatMap(({ id, server }): ProfileRow[] => {
    if (server === null) return [];
    if (server.measure === 'deviceCount') return deviceRows(id, devices);
    return sourceRows(id, server, items, issues);
  });
  const bytes = Object.values(profile.Destinations ?? {}).reduce((sum, vault) => sum + sizeOf(vault), 0n);
  return {
    username: profile.Username ?? '',
    suspended: profile.IsSuspended === true,
    devices: devices.length,
    protectedItems: items.length,
    storageBytes: bytes.toString(),
    rows,
    unknownEngines: unknownEngines(items, categories),
    issues,
  };
}

/**
 * Counts what a user's profile uses, by category. Suspended users count like all others; items whose owner
 * device is unknown stay in, with device null; engines are compared in lower case; what a job did not count is
 * 0. Never throws for a profile with gaps.
 *
 * Source: reconciler sections 2 and 3, 10.2, 10.3.
 */
export function extractUsageFromProfile(
  profile: UsageProfile,
  categories: readonly CometCategory[] = cometCategories,
): ProfileUsage {
  const reading = readProfile(profile, categories);
  return { ...reading, counts: countsOf(reading.rows, categories) };
}
