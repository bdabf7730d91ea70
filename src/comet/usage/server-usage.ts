import type { ServerRow } from '../../reconciler/index.ts';
import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';
import type { CollectedServer } from './collected-usage.ts';
import type { UsageProfile } from './profile.ts';
import { extractUsageFromProfile, type ProfileUsage } from './profile-usage.ts';
import { sumCounts, sumEngines, sumTotals } from './sum-usage.ts';

/** Profiles by user name, as `AdminListUsersFull` answers. */
export type ProfilesByUser = Readonly<Record<string, UsageProfile>>;

/** One server, read: what became of it, and its rows for the reconciler. */
export interface ReadServer {
  readonly server: CollectedServer;
  readonly rows: readonly ServerRow[];
}

function serverRows(serverKey: string, username: string, usage: ProfileUsage): ServerRow[] {
  return usage.rows.map((row) => ({ serverKey, username, userSuspended: usage.suspended, ...row }));
}

/**
 * Counts a server's users out of their profiles, such as a stored answer of `AdminListUsersFull`.
 *
 * @param collectedAt when the profiles were read
 */
export function readServerUsage(
  serverKey: string,
  profiles: ProfilesByUser,
  collectedAt: Date,
  categories: readonly CometCategory[] = cometCategories,
): ReadServer {
  const users = Object.entries(profiles).map(([username, profile]) => {
    return { username, usage: extractUsageFromProfile(profile, categories) };
  });
  const usages = users.map(({ usage }) => usage);
  const totals = sumTotals(
    usages.map(({ devices, protectedItems, storageBytes }) => {
      return { users: 1, devices, protectedItems, storageBytes };
    }),
  );
  return {
    server: {
      serverKey,
      status: 'ok',
      collectedAt: collectedAt.toISOString(),
      reason: null,
      error: null,
      totals,
      counts: sumCounts(usages.map(({ counts }) => counts)),
      unknownEngines: sumEngines(usages.flatMap(({ unknownEngines }) => unknownEngines)),
      issues: users.flatMap(({ username, usage }) => usage.issues.map((issue) => ({ username, ...issue }))),
    },
    rows: users.flatMap(({ username, usage }) => serverRows(serverKey, username, usage)),
  };
}
