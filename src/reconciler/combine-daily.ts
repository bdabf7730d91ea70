import { formatUnits, toUnits } from '../core/amount.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { type Day, type InstantInput, parseInstant, utcDay } from '../core/time.ts';
import { ExactReader, ExactSum } from './exact.ts';
import type { ServerStatus, ServerTotals } from './input.ts';
import { compareText } from './order.ts';

/** What one collection counted on one server. */
export interface ServerCounts {
  readonly serverKey: string;
  readonly status: ServerStatus;
  readonly collectedAt: InstantInput;
  readonly totals: ServerTotals;
  /** Quantity per category id, as decimal text. */
  readonly quantities: Readonly<Record<string, string>>;
}

/** All required servers of one UTC day together. */
export interface CombinedDay {
  readonly day: Day;
  /** All required servers are in it. If not, the figures are no drop in usage. */
  readonly complete: boolean;
  /** Required servers with a successful collection on that day, in code-unit order. */
  readonly present: readonly string[];
  readonly missing: readonly string[];
  readonly totals: ServerTotals;
  /** Quantity per category id, as decimal text, keys in code-unit order. */
  readonly quantities: Readonly<Record<string, string>>;
}

/**
 * Adds up the servers per UTC day of their collection. Of several collections of a server on a day the latest
 * successful one counts, so a run for a single server replaces that server's part and no other. Servers that
 * are not required are left out. Source: reconciler 10.6.
 *
 * @param requiredServers default: every server that occurs
 * @returns days in ascending order
 * @throws InvalidInputError for a count that is no decimal or an instant without an offset
 */
export function combineDaily(
  collections: readonly ServerCounts[],
  requiredServers?: readonly string[],
): CombinedDay[] {
  const required = [...new Set(requiredServers ?? collections.map(({ serverKey }) => serverKey))].sort(
    compareText,
  );
  const numbers = readQuantities(collections);
  const days = new Map<Day, Map<string, Dated>>();
  for (const collection of collections) {
    const at = parseInstant(collection.collectedAt, 'collectedAt');
    const day = utcDay(at);
    const latest = days.get(day) ?? new Map<string, Dated>();
    days.set(day, latest);
    if (collection.status !== 'ok') continue;
    const known = latest.get(collection.serverKey);
    if (known === undefined || at.getTime() >= known.at) {
      latest.set(collection.serverKey, { collection, at: at.getTime() });
    }
  }
  return [...days]
    .sort(([a], [b]) => compareText(a, b))
    .map(([day, latest]) => combine(day, latest, required, numbers));
}

interface Dated {
  readonly collection: ServerCounts;
  readonly at: number;
}

/** @throws InvalidInputError with every quantity that is no decimal */
function readQuantities(collections: readonly ServerCounts[]): ExactReader {
  const numbers = new ExactReader();
  const issues: Issue[] = [];
  for (const [index, { quantities }] of collections.entries()) {
    for (const [categoryId, text] of Object.entries(quantities)) {
      if (numbers.read(text) !== undefined) continue;
      const path = `collections[${index}].quantities.${categoryId}`;
      issues.push({ path, message: 'must be a plain decimal', code: 'INVALID_AMOUNT' });
    }
  }
  if (issues.length > 0) throw new InvalidInputError('collections', issues);
  return numbers;
}

function combine(
  day: Day,
  latest: ReadonlyMap<string, Dated>,
  required: readonly string[],
  numbers: ExactReader,
): CombinedDay {
  const present = required.filter((key) => latest.has(key));
  const missing = required.filter((key) => !latest.has(key));
  const sums = new Map<string, ExactSum>();
  let [users, devices, protectedItems, storage] = [0, 0, 0, 0n];
  for (const key of present) {
    const collection = latest.get(key)?.collection;
    if (collection === undefined) continue;
    const { totals, quantities } = collection;
    users += totals.users;
    devices += totals.devices;
    protectedItems += totals.protectedItems;
    storage += toUnits(totals.storageBytes, 0, 'storageBytes');
    for (const [categoryId, text] of Object.entries(quantities)) {
      const sum = sums.get(categoryId) ?? new ExactSum();
      sums.set(categoryId, sum);
      sum.add(numbers.get(text));
    }
  }
  return {
    day,
    complete: missing.length === 0,
    present,
    missing,
    totals: { users, devices, protectedItems, storageBytes: formatUnits(storage, 0) },
    quantities: Object.fromEntries(
      [...sums].sort(([a], [b]) => compareText(a, b)).map(([id, sum]) => [id, sum.value.text]),
    ),
  };
}
