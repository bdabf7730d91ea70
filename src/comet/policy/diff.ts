import { InvalidInputError } from '../../core/errors/input.ts';
import type { PolicyPlan } from './build.ts';
import { matches, matchesEntry } from './compare.ts';
import { type PolicyDraft, planned } from './draft.ts';
import { groupPolicy } from './given.ts';
import { isObject, type JsonObject, memberOf, membersOf, objectOf } from './json.ts';
import { merged } from './merge.ts';
import type { OwnedPlace } from './owned.ts';
import { type Path, pathText } from './path.ts';
import { type Shape, shapeAt } from './shape.ts';

/** A place where a policy on the server is not what a draft wants. Values of default items may hold secrets. */
export interface PolicyChange {
  /** Place in the vendor's `GroupPolicy`, such as `Policy.PreventEditStorageVault`. */
  readonly path: string;
  /** What is there; undefined where nothing is. */
  readonly from: unknown;
  /** What a merge writes; undefined where it removes. */
  readonly to: unknown;
}

/**
 * Where a policy differs from a draft, over what the draft owns. Zero and absent are the same; lists that mean sets
 * are compared as sets; default items and schedules one by one. Empty when nothing is to be written.
 *
 * Source: companion section 7.
 * @param policy the vendor's `GroupPolicy`, as `AdminPoliciesGet` answers it in `Policy`
 * @throws InvalidInputError for a draft that `build()` refuses, or a policy that is no `GroupPolicy`
 */
export function diffPolicy(draft: PolicyDraft, policy: object): readonly PolicyChange[] {
  return planDiff(planned(draft), groupOf(policy));
}

/** Whether a policy is all that a draft wants. @throws InvalidInputError as `diffPolicy` does */
export function isSatisfied(draft: PolicyDraft, policy: object): boolean {
  return diffPolicy(draft, policy).length === 0;
}

/**
 * The whole policy to write so that it becomes what a draft wants. Everything that the draft does not own, known or
 * not, stays exactly as it was read, and so does what is right already. The argument is not changed.
 *
 * Source: companion section 7.
 * @throws InvalidInputError as `diffPolicy` does
 */
export function mergePolicy(draft: PolicyDraft, policy: object): object {
  return planMerge(planned(draft), groupOf(policy));
}

function groupOf(policy: object): object {
  if (isObject(memberOf(groupPolicy(policy), 'Policy'))) return policy;
  const message = 'has no Policy; pass the GroupPolicy, which AdminPoliciesGet answers in its Policy';
  throw new InvalidInputError('the policy', [{ path: '', message }]);
}

/** The differences of a plan. */
export function planDiff(plan: PolicyPlan, group: object): readonly PolicyChange[] {
  return plan.places.flatMap((place) => changesAt(place, plan.built.policy, group));
}

/** The merge of a plan, as a deep copy. */
export function planMerge(plan: PolicyPlan, group: object): object {
  const { policy } = plan.built;
  return plan.places.reduce<object>((tree, place) => {
    if (changesAt(place, policy, tree).length === 0) return tree;
    return objectOf(membersOf(withPlace(tree, place.path, mergedAt(place, policy, tree))));
  }, structuredClone(group));
}

function mergedAt({ path, isAbsent }: OwnedPlace, wanted: object, actual: object): unknown {
  if (isAbsent) return undefined;
  const [want, is] = [valueAt(wanted, path), valueAt(actual, path)];
  return is === undefined ? want : merged(want, is, shapeAt(path));
}

function changesAt(place: OwnedPlace, wanted: object, actual: object): PolicyChange[] {
  const { path } = place;
  const shape = shapeAt(path);
  const [want, is] = [place.isAbsent ? undefined : valueAt(wanted, path), valueAt(actual, path)];
  if (isEntry(path) ? entryMatches(path, want, is, shape) : matches(want, is, shape)) return [];
  const to = mergedAt(place, wanted, actual);
  if (typeof shape !== 'object' || shape.kind !== 'map') return [{ path: pathText(path), from: is, to }];
  const keys = new Set([...membersOf(is), ...membersOf(want)].map(([key]) => key));
  return [...keys]
    .filter((key) => !matchesEntry(want, is, key, shape.item))
    .map((key) => ({ path: pathText([...path, key]), from: memberOf(is, key), to: memberOf(to, key) }));
}

/** Whether a path leads to an entry of a map, where an empty value is not the same as none. */
function isEntry(path: Path): boolean {
  const holder: Shape | undefined = shapeAt(path.slice(0, -1));
  return typeof holder === 'object' && holder.kind === 'map';
}

function entryMatches(path: Path, want: unknown, is: unknown, shape: Shape | undefined): boolean {
  const key = path.at(-1) ?? '';
  return matchesEntry({ [key]: want }, { [key]: is }, key, shape);
}

function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce(memberOf, tree);
}

/** The tree with a value at a path, or with nothing there; other members stay as and where they are. */
function withPlace(tree: unknown, [key, ...rest]: Path, value: unknown): JsonObject {
  const members = new Map(membersOf(tree));
  if (key === undefined) return objectOf(members);
  const child = rest.length === 0 ? value : withPlace(members.get(key), rest, value);
  if (child === undefined) members.delete(key);
  else members.set(key, child);
  return objectOf(members);
}

/** Ids of default items that a write takes out of a policy, moved ones not counted. */
export function removedItems(before: object, after: object): string[] {
  const left = new Set(itemIds(after));
  return [...new Set(itemIds(before))].filter((id) => !left.has(id));
}

function itemIds(group: object): string[] {
  return ['DefaultSources', 'DefaultSourcesWithOSRestriction'].flatMap((field) =>
    membersOf(valueAt(group, ['Policy', field])).map(([id]) => id),
  );
}
