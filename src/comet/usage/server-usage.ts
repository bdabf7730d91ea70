import type { ServerRow } from '../../reconciler/index.ts';
import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';
import type { CollectedServer, UserIssue } from './collected-usage.ts';
import type { UsageProfile } from './profile.ts';
import type { ProfileRow } from './profile-rows.ts';
import { countsOf, readProfile } from './profile-usage.ts';

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

/** Counts the users of one server one by one, and keeps of each profile no more than its rows. */
export class ServerUsageCount {
  readonly #serverKey: string;
  readonly #categories: readonly CometCategory[];
  readonly #rows: ServerRow[] = [];
  readonly #engines = new Map<string, number>();
  readonly #issues: UserIssue[] = [];
  readonly #names = new Set<string>();
  #devices = 0;
  #protectedItems = 0;
  #storageBytes = 0n;

  constructor(serverKey: string, categories: readonly CometCategory[] = cometCategories) {
    this.#serverKey = serverKey;
    this.#categories = categories;
  }

  /** Users so far. */
  get users(): number {
    return this.#names.size;
  }

  /** Whether this user was counted. */
  has(username: string): boolean {
    return this.#names.has(username);
  }

  add(username: string, profile: UsageProfile): void {
    const { suspended, ...usage } = readProfile(profile, this.#categories);
    this.#names.add(username);
    this.#devices += usage.devices;
    this.#protectedItems += usage.protectedItems;
    this.#storageBytes += BigInt(usage.storageBytes);
    for (const row of usage.rows) this.#rows.push(serverRow(this.#serverKey, username, suspended, row));
    for (const issue of usage.issues) this.#issues.push({ username, ...issue });
    for (const { engine, sources } of usage.unknownEngines) {
      this.#engines.set(engine, (this.#engines.get(engine) ?? 0) + sources);
    }
  }

  /** The server with all of its users; `collectedAt` is when they were read. */
  result(collectedAt: Date): ReadServer {
    return {
      server: {
        serverKey: this.#serverKey,
        status: 'ok',
        collectedAt: collectedAt.toISOString(),
        reason: null,
        error: null,
        totals: {
          users: this.#names.size,
          devices: this.#devices,
          protectedItems: this.#protectedItems,
          storageBytes: this.#storageBytes.toString(),
        },
        counts: countsOf(this.#rows, this.#categories),
        unknownEngines: [...this.#engines].map(([engine, sources]) => ({ engine, sources })),
        issues: this.#issues,
      },
      rows: this.#rows,
    };
  }
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
  const count = new ServerUsageCount(serverKey, categories);
  for (const [username, profile] of Object.entries(profiles)) count.add(username, profile);
  return count.result(collectedAt);
}
