import { isObject, itemsOf, type JsonObject, memberOf, membersOf } from '../json.ts';
import { type Path, pathText } from '../path.ts';
import { readableVersion } from '../server-version.ts';
import { type DraftState, POLICY, type Setting } from '../state.ts';

/** What rules are about: the settings of a draft as the wire would have them. */
export interface DraftFacts {
  /** The sparse user policy. */
  readonly user: JsonObject;
  readonly serverVersion: string | undefined;
  /** Whether quotas of vaults are the billing system's to set. */
  readonly isBilled: boolean;
  readonly isDefault: boolean;
  /** Whether a draft without e-mail reports wants it so. */
  readonly isSilent: boolean;
  /** Fields whose own settings were refused, so that nothing follows from their values. */
  readonly refused: ReadonlySet<string>;
}

/** The facts of a draft. */
export function factsOf(state: DraftState, settings: readonly Setting[], user: JsonObject): DraftFacts {
  const refused = settings.filter(({ issues }) => issues.length > 0);
  return {
    user,
    serverVersion: readableVersion(state.serverVersion),
    isBilled: state.isBilled === true,
    isDefault: settings.some(({ path }) => path[0] === 'DefaultUserPolicy'),
    isSilent: settings.some(({ isSilent }) => isSilent === true),
    refused: new Set(refused.map(({ path }) => path[1] ?? '')),
  };
}

/** An entry of a list or map of the policy, and where it stands. */
export interface Placed {
  readonly at: string;
  readonly id: string;
  readonly value: unknown;
}

/** The place of something in the user policy, as text. */
export function placeOf(...path: Path): string {
  return pathText([POLICY, ...path]);
}

/** Whether a switch is on. */
export function isOn({ user }: DraftFacts, field: string): boolean {
  return memberOf(user, field) === true;
}

/** A number of an object; 0 where it is absent. */
export function numberOf(value: unknown, member: string): number {
  const found = memberOf(value, member);
  return typeof found === 'number' || typeof found === 'bigint' ? Number(found) : 0;
}

/** Entries of a map of the policy. */
export function entriesOf({ user }: DraftFacts, field: string): Placed[] {
  return membersOf(memberOf(user, field)).map(([id, value]) => ({ at: placeOf(field, id), id, value }));
}

/** Default items of both kinds, as the vendor's `SourceConfig`. */
export function defaultItems(facts: DraftFacts): Placed[] {
  const restricted = entriesOf(facts, 'DefaultSourcesWithOSRestriction').map(({ at, id, value }) => ({
    at: `${at}.SourceConfig`,
    id,
    value: memberOf(value, 'SourceConfig'),
  }));
  return [...entriesOf(facts, 'DefaultSources'), ...restricted];
}

/** Rules of both kinds. */
export function backupRules(facts: DraftFacts): Placed[] {
  return [...entriesOf(facts, 'DefaultSourcesBackupRules'), ...entriesOf(facts, 'DefaultBackupRules')];
}

/** The items of a list, each with its place. */
export function placedItems(list: unknown, at: string): Placed[] {
  return itemsOf(list).map((value, index) => ({ at: `${at}[${index}]`, id: String(index), value }));
}

/** Every schedule of rules and e-mail reports. */
export function schedulesOf(facts: DraftFacts): Placed[] {
  const rules = backupRules(facts).flatMap(({ at, value }) =>
    placedItems(memberOf(value, 'Schedules'), `${at}.Schedules`),
  );
  const reports = reportsOf(facts).flatMap(({ at, value }) =>
    placedItems(memberOf(value, 'SummaryFrequency'), `${at}.SummaryFrequency`),
  );
  return [...rules, ...reports];
}

/** The e-mail reports. */
export function reportsOf({ user }: DraftFacts): Placed[] {
  const emails = memberOf(user, 'DefaultEmailReports');
  return placedItems(memberOf(emails, 'Reports'), placeOf('DefaultEmailReports', 'Reports'));
}

/** Every retention of a draft: that of vaults, and those of single items. */
export function retentionsOf(facts: DraftFacts): Placed[] {
  const field = 'DefaultStorageVaultRetention';
  const own = memberOf(facts.user, field);
  const items = defaultItems(facts).flatMap(({ at, value }) =>
    membersOf(memberOf(value, 'OverrideDestinationRetention')).map(([id, retention]) => ({
      at: `${at}.OverrideDestinationRetention${pathText([id]).replace(/^(?!\[)/, '.')}`,
      id,
      value: retention,
    })),
  );
  return [...(isObject(own) ? [{ at: placeOf(field), id: field, value: own }] : []), ...items];
}

/** The ranges of a retention. */
export function rangesOf({ at, value }: Placed): Placed[] {
  return placedItems(memberOf(value, 'Ranges'), `${at}.Ranges`);
}
