import type { ServerRow } from '../../reconciler/index.ts';
import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';
import type { CollectedServer } from './collected-usage.ts';
import type { UsageProfile } from './profile.ts';
import type { ProfileRow } from './profile-rows.ts';
import { countsOf, readProfile } from './profile-usage.ts';
import { sumEngines, sumTotals } from './sum-usage.ts';

/** Profiles by user name, as `AdminListUsersFull` answers. */
export type ProfilesByUser = Readonly<Record<string, UsageProfile>>;

/** One server, read: what became of it, and its rows for the reconciler. */
export interface ReadServer {
  readonly server: CollectedServer;
  readonly rows: readonly ServerRow[];
}

/** Written out, because a spread behind other members costs ten times as much. */
function serverRow(serverKey: string, username: string, userSuspended: boolean, row: ProfileRow): ServerRow {
  const { deviceId, friendlyName, categoryId, quantity, basis } = row;
  return { serverKey, username, userSuspended, deviceId, friendlyName, categoryId, quantity, basis };
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
    return { username, usage: readProfile(profile, categories) };
  });
  const rows = users.flatMap(({ username, usage }) =>
    usage.rows.map((row) => serverRow(serverKey, username, usage.suspended, row)),
  );
  return {
    server: {
      serverKey,
      status: 'ok',
      collectedAt: collectedAt.toISOString(),
      reason: null,
      error: null,
      totals: { ...sumTotals(users.map(({ usage }) => usage)), users: users.length },
      counts: countsOf(rows, categories),
      unknownEngines: sumEngines(users.flatMap(({ usage }) => usage.unknownEngines)),
      issues: users.flatMap(({ username, usage }) => usage.issues.map((issue) => ({ username, ...issue }))),
    },
    rows,
  };
}
