import { type JsonObject, memberOf, membersOf } from './json.ts';
import { isWithin, type Path } from './path.ts';
import { POLICY, type Setting } from './state.ts';

/** A place of a group policy that a draft owns. */
export interface OwnedPlace {
  readonly path: Path;
  /** The draft wants that nothing is there. */
  readonly isAbsent?: true;
}

/** Maps that share their keys: an entry belongs to one of the two. */
const SIBLINGS = [
  ['DefaultSources', 'DefaultSourcesWithOSRestriction'],
  ['DefaultBackupRules', 'DefaultSourcesBackupRules'],
] as const;

/** The places that settings own, none of them inside another. `body` is what the settings say together. */
export function ownedPlaces(settings: readonly Setting[], body: JsonObject): OwnedPlace[] {
  const paths: Path[] = [];
  for (const { owned } of settings) {
    if (paths.some((path) => isWithin(owned, path))) continue;
    const inside = paths.filter((path) => isWithin(path, owned));
    for (const path of inside) paths.splice(paths.indexOf(path), 1);
    paths.push(owned);
  }
  return [...paths.map((path) => ({ path })), ...movedEntries(paths, body)];
}

/** An entry that a draft has in one map must go from the other, where an earlier draft may have had it. */
function movedEntries(paths: readonly Path[], body: JsonObject): OwnedPlace[] {
  const owns = (field: string) => paths.some((path) => isWithin([POLICY, field], path));
  const entries = (field: string) => membersOf(memberOf(memberOf(body, POLICY), field)).map(([id]) => id);
  return SIBLINGS.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).flatMap(([here, there]) => {
    if (!owns(here) || owns(there)) return [];
    return entries(here).map((id) => ({ path: [POLICY, there, id], isAbsent: true as const }));
  });
}
