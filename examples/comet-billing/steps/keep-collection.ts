import type { Fact } from 'reseller-sdk/billing-audit';
import { profileToAuditFacts, type UsageProfile } from 'reseller-sdk/comet/usage';
import { transaction } from '../../storage-sqlite/database.ts';
import type { FactStore, Observation } from '../storage/facts.ts';
import type { StoredCollection } from '../storage/server-usage.ts';
import type { Store } from '../storage/store.ts';

/** The parts of profiles that facts are made of, by user name. */
export type Profiles = ReadonlyMap<string, UsageProfile>;

/** A server whose users were all read. */
export interface Reading {
  readonly serverKey: string;
  readonly collectedAt: string;
  readonly profiles: Profiles;
}

/**
 * Stores what a server has in use, and what that says about its devices: both, or nothing.
 *
 * @returns false for a collection that is older than the one of that day which is stored
 */
export function keepCollection(store: Store, collection: StoredCollection, reading: Reading): boolean {
  return transaction(store.database, () => {
    const isNewest = store.serverUsage.save(reading.collectedAt.slice(0, 10), collection);
    if (isNewest) keepFacts(store.facts, reading);
    return isNewest;
  });
}

/** Compares each profile with its last reading; a user who is no longer there has no device left. */
function keepFacts(facts: FactStore, { serverKey, collectedAt, profiles }: Reading): void {
  const readAt = new Date(collectedAt);
  const known = new Map(facts.profiles(serverKey).map((one) => [one.username, one]));
  for (const username of new Set([...profiles.keys(), ...known.keys()])) {
    const last = known.get(username);
    if (last !== undefined && last.readAt > collectedAt) continue;
    const previous = last === undefined ? null : { profile: last.profile, readAt: new Date(last.readAt) };
    const profile = profiles.get(username);
    const found = profileToAuditFacts(username, { profile: profile ?? {}, readAt }, { previous });
    for (const observation of observationsOf(serverKey, found)) facts.add(observation);
    if (profile === undefined) facts.forgetProfile(serverKey, username);
    else facts.keepProfile(serverKey, { username, readAt: collectedAt, profile });
  }
}

/** Facts under what they are about. A device that is registered anew begins new runs. */
function observationsOf(serverKey: string, facts: readonly Fact[]): Observation[] {
  const registered = new Map<string, string>();
  for (const fact of facts) if (fact.kind === 'registered') registered.set(fact.device, String(fact.at));
  return facts.map((fact) => {
    const life = 'device' in fact ? (registered.get(fact.device) ?? null) : null;
    return observationOf(serverKey, fact, life);
  });
}

/** A fact under what it is about. @param life when the device was registered, if that is known */
export function observationOf(serverKey: string, fact: Fact, life: string | null): Observation {
  const at = String(fact.kind === 'missing' ? fact.goneAt : fact.at);
  const device = 'device' in fact ? fact.device : null;
  const about = [serverKey, fact.kind, fact.account, device];
  if (fact.kind !== 'count' && fact.kind !== 'active') {
    return { subject: JSON.stringify([...about, at]), value: '', at, fact };
  }
  const value = fact.kind === 'count' ? String(fact.count) : '';
  return { subject: JSON.stringify([...about, fact.category ?? null, life]), value, at, fact };
}
