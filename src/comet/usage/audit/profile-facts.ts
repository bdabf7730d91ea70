import type { Fact } from '../../../billing-audit/index.ts';
import { cometCategories } from '../categories.ts';
import type { CometCategory } from '../category.ts';
import { enginesOf } from '../engines.ts';
import type { UsageProfile } from '../profile.ts';
import { timeOf } from '../profile-rows.ts';
import { itemsOf, readProfile } from '../profile-usage.ts';
import { unixInstant } from './unix-instant.ts';

/** A user's profile, and when it was read. */
export interface ReadProfileAt {
  readonly profile: UsageProfile;
  readonly readAt: Date;
}

/** Options of {@link profileToAuditFacts}. */
export interface ProfileFactOptions {
  /**
   * An earlier successful reading of the same user's profile, to tell what is gone since. A profile with no device
   * left is a valid reading too; one that failed is none, so leave it out.
   */
  readonly previous?: ReadProfileAt | null | undefined;
  readonly categories?: readonly CometCategory[] | undefined;
}

/** Category of jobs that no category counts: they show that the device itself is there. */
const DEVICES = 'devices';

/** Units of each category on each device; null where some of them cannot be read. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number | null>>;

function countsOf(profile: UsageProfile, categories: readonly CometCategory[]): Counts {
  const { rows, issues } = readProfile(profile, categories);
  const unreadable = new Set(issues.map(({ sourceId }) => sourceId));
  const counts = new Map<string, Map<string, number | null>>();
  for (const { deviceId, categoryId, quantity, basis } of rows) {
    if (deviceId === null) continue;
    let own = counts.get(deviceId);
    if (own === undefined) {
      own = new Map();
      counts.set(deviceId, own);
    }
    const before = own.get(categoryId) ?? 0;
    const isKnown = own.get(categoryId) !== null && !unreadable.has(basis?.sourceId ?? '');
    own.set(categoryId, isKnown ? before + Number(quantity) : null);
  }
  return counts;
}

function registrations(account: string, { Devices }: UsageProfile): Fact[] {
  return Object.entries(Devices ?? {}).flatMap(([device, config]): Fact[] => {
    const at = unixInstant(config?.RegistrationTime);
    return at === null ? [] : [{ kind: 'registered', account, device, at }];
  });
}

/** Last jobs, as signs of life of what they backed up. */
function activity(account: string, profile: UsageProfile, categories: readonly CometCategory[]): Fact[] {
  return itemsOf(profile).flatMap(({ deviceId, engine, lastJob }): Fact[] => {
    const at = timeOf(lastJob);
    if (deviceId === null || at === null) return [];
    const counted = categories.filter((category) => enginesOf(category).includes(engine));
    const ids = counted.length === 0 ? [DEVICES] : counted.map(({ id }) => id);
    return ids.map((category) => ({ kind: 'active', account, device: deviceId, at, category }));
  });
}

function countFacts(
  account: string,
  device: string,
  { now, before }: Readonly<Record<'now' | 'before', Counts>>,
  at: string,
): Fact[] {
  const counts = now.get(device);
  const categories = new Set([...(counts?.keys() ?? []), ...(before.get(device)?.keys() ?? [])]);
  return [...categories].flatMap((category): Fact[] => {
    const count = counts?.has(category) === true ? counts.get(category) : 0;
    return count == null ? [] : [{ kind: 'count', account, device, category, at, count }];
  });
}

/**
 * The facts that a user's profile states: registrations, counted units of each device, and last jobs; against an
 * earlier reading also devices that are gone and categories that fell to 0. That your own service of the user ended is
 * none of them: the vendor may rightly go on billing.
 *
 * A statistic that cannot be read says nothing of its category, neither some units nor none; the `issues` of
 * `extractUsageFromProfile` name it.
 *
 * Source: billing-audit 2.2.
 * @param account the user's name; the profile itself may lack it
 */
export function profileToAuditFacts(
  account: string,
  { profile, readAt }: ReadProfileAt,
  { previous = null, categories = cometCategories }: ProfileFactOptions = {},
): readonly Fact[] {
  const at = readAt.toISOString();
  const devices = new Set(Object.keys(profile.Devices ?? {}));
  const before: Counts = previous === null ? new Map() : countsOf(previous.profile, categories);
  const counts = { now: countsOf(profile, categories), before };
  const seenAt = previous?.readAt.toISOString() ?? at;
  const gone = Object.keys(previous?.profile.Devices ?? {}).filter((device) => !devices.has(device));
  return [
    ...registrations(account, previous?.profile ?? {}),
    ...registrations(account, profile),
    ...gone.map((device): Fact => ({ kind: 'missing', account, device, seenAt, goneAt: at })),
    ...[...devices].flatMap((device) => countFacts(account, device, counts, at)),
    ...activity(account, profile, categories),
  ];
}
