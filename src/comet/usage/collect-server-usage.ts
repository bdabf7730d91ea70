import { ResellerSdkError } from '../../core/errors/base.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { emit } from '../../core/http/events.ts';
import type { CallOptions } from '../../core/http/transport.ts';
import { quote } from '../../core/secret.ts';
import { type Clock, systemClock } from '../../core/time.ts';
import type { ListedProfile, ProfileFields } from '../admin/index.ts';
import { billingFields } from './billing-fields.ts';
import type { CometCategory } from './category.ts';
import type { CollectedServer, CollectedUsage } from './collected-usage.ts';
import type { UsageProfile } from './profile.ts';
import { type ReadServer, ServerUsageCount } from './server-usage.ts';
import { sumCounts, sumTotals } from './sum-usage.ts';

/** Lists all users of a server, with what is counted of their profiles: `CometAdminClient` fits. */
export interface UserLister {
  readonly users: {
    /** `AdminListUsersFull`, user by user; throws where the list is not whole. It may give more than the fields. */
    iterateFull(
      params: { readonly fields: ProfileFields<UsageProfile> },
      options?: CallOptions,
    ): AsyncIterable<ListedProfile<UsageProfile>>;
  };
}

/** A server to collect from. */
export interface UsageServer {
  /** Your name for the server, unique among the servers. */
  readonly serverKey: string;
  readonly client: UserLister;
}

/** How far the list of one server has been read. */
export interface CollectProgress {
  readonly serverKey: string;
  /** Users so far. */
  readonly users: number;
  /** Whether these are all. A server that fails is never done. */
  readonly done: boolean;
}

/** Options of {@link collectServerUsage}. */
export interface CollectOptions {
  /** Default `cometCategories`. */
  readonly categories?: readonly CometCategory[] | undefined;
  /** Collect from these servers alone; the others are reported as skipped. Default: all. */
  readonly only?: readonly string[] | undefined;
  /** Servers that are asked at the same time. Default 4. */
  readonly concurrency?: number | undefined;
  /** Ends the whole collection. */
  readonly signal?: AbortSignal | undefined;
  /** Told after every 1000 users of a server, and after its last. What it throws is ignored. */
  readonly onProgress?: ((progress: CollectProgress) => void) | undefined;
  /** Gives `collectedAt`. */
  readonly clock?: Clock | undefined;
}

const DEFAULT_CONCURRENCY = 4;
const PROGRESS_STEP = 1000;

function checkInput(servers: readonly UsageServer[], { only = [], concurrency = 1 }: CollectOptions): void {
  const keys = servers.map(({ serverKey }) => serverKey);
  const issues: Issue[] = [];
  if (keys.length === 0) issues.push({ path: 'servers', message: 'must name at least one server' });
  for (const [index, key] of keys.entries()) {
    const path = `servers[${index}].serverKey`;
    if (key.trim() === '') issues.push({ path, message: 'must not be blank' });
    if (keys.indexOf(key) < index) issues.push({ path, message: `${quote(key)} is named twice` });
  }
  for (const [index, key] of only.entries()) {
    if (keys.includes(key)) continue;
    issues.push({ path: `only[${index}]`, message: `${quote(key)} is no server; known: ${keys.join(', ')}` });
  }
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    issues.push({ path: 'concurrency', message: 'must be a whole number of at least 1' });
  }
  if (issues.length > 0) throw new InvalidInputError('collectServerUsage', issues);
}

/** A server that was not read, and why. */
function unread(
  serverKey: string,
  status: 'failed' | 'skipped',
  reason: string | null,
  error: string | null,
): ReadServer {
  const totals = { ...sumTotals([]), users: 0 };
  const nothing = { totals, counts: {}, unknownEngines: [], issues: [] };
  return { server: { serverKey, status, collectedAt: null, reason, error, ...nothing }, rows: [] };
}

function failureOf(serverKey: string, error: unknown): ReadServer {
  if (error instanceof ResellerSdkError) return unread(serverKey, 'failed', error.code, error.message);
  const message = error instanceof Error ? error.message : String(error);
  return unread(serverKey, 'failed', 'UNKNOWN', quote(message));
}

/** A list in which a user stands twice is no list: what is counted of it would be billed twice. */
function named(username: string): string {
  return `The list names the user ${quote(username)} twice; nothing of it is counted. Collect again`;
}

async function readOne({ serverKey, client }: UsageServer, options: CollectOptions): Promise<ReadServer> {
  const { only, signal, clock = systemClock, categories, onProgress } = options;
  if (only !== undefined && !only.includes(serverKey)) return unread(serverKey, 'skipped', null, null);
  const count = new ServerUsageCount(serverKey, categories);
  try {
    for await (const { username, profile } of client.users.iterateFull(
      { fields: billingFields },
      { signal },
    )) {
      if (count.has(username)) return unread(serverKey, 'failed', 'UNEXPECTED_RESPONSE', named(username));
      count.add(username, profile);
      if (count.users % PROGRESS_STEP === 0) emit(onProgress, { serverKey, users: count.users, done: false });
    }
    emit(onProgress, { serverKey, users: count.users, done: true });
    return count.result(clock.now());
  } catch (error) {
    if (signal?.aborted) throw error;
    return failureOf(serverKey, error);
  }
}

/** Reads the servers in their order, some at a time. */
async function readAll(servers: readonly UsageServer[], options: CollectOptions): Promise<ReadServer[]> {
  const read: ReadServer[] = [];
  const waiting = [...servers.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, server] = next;
      read[index] = await readOne(server, options);
    }
  };
  const length = Math.min(options.concurrency ?? DEFAULT_CONCURRENCY, servers.length);
  await Promise.all(Array.from({ length }, work));
  return read;
}

function sumUp(servers: readonly CollectedServer[], rows: CollectedUsage['rows']): CollectedUsage {
  const totals = servers.map((server) => server.totals);
  const users = totals.reduce((sum, one) => sum + one.users, 0);
  const counts = sumCounts(servers.map((server) => server.counts));
  return { servers, rows, totals: { ...sumTotals(totals), users }, counts };
}

/**
 * Collects the usage of several Comet servers. A server that fails is reported with its reason and hides
 * nothing of the others; pass the result to `reconcile`, which then says that the picture is incomplete.
 *
 * Source: reconciler section 3, 10.2.
 * @example
 * const usage = await collectServerUsage([
 *   { serverKey: 'eu', client: new CometAdminClient({ baseUrl, auth }) },
 * ]);
 * @throws InvalidInputError before anything is sent, for servers without a key or with the same one
 * @throws AbortedError when `signal` ends the collection
 */
export async function collectServerUsage(
  servers: readonly UsageServer[],
  options: CollectOptions = {},
): Promise<CollectedUsage> {
  checkInput(servers, options);
  const read = await readAll(servers, options);
  return sumUp(
    read.map(({ server }) => server),
    read.flatMap(({ rows }) => rows),
  );
}
