import type { Issue } from '../../core/errors/input.ts';
import { sameJson } from '../admin/json-tree.ts';
import { pathText } from '../policy/path.ts';
import { CometAccountError } from './account-error.ts';
import { flagIssues, optionalShapeIssues, shapeIssues } from './check-shape.ts';
import type { AccountProfile } from './profile.ts';
import type { ProfilePatch } from './profile-patch.ts';
import type { ProfileSetting } from './profile-setting.ts';
import { wantedSettings } from './profile-settings.ts';
import { refuse } from './refuse.ts';
import type { AccountWarning } from './warning.ts';

/** A member of a profile that is not as a patch wants it. */
export interface ProfileChange {
  /** Place in the vendor's `UserProfileConfig`, such as `Destinations["5c0f"].StorageLimitBytes`. */
  readonly path: string;
  /** What is there; undefined where nothing is. */
  readonly from: unknown;
  readonly to: unknown;
}

/** What a patch changes of a profile. */
export interface ProfileDiff {
  /** Empty when nothing is to be written. */
  readonly changes: readonly ProfileChange[];
  readonly warnings: readonly AccountWarning[];
}

/**
 * Where a profile is not as a patch wants it. Where Comet leaves out what is zero or empty, that is the same as zero or
 * empty.
 *
 * Source: contract 2.3 and 2.6.
 * @throws InvalidInputError for a patch that cannot be applied to this profile: a limit that the server does not know,
 * a vault that is not there, a quota for a vault that shares another (`CONTRADICTORY_SPEC`);
 * CometAccountError `VAULT_AMBIGUOUS`
 */
export function diffProfile(profile: AccountProfile, patch: ProfilePatch): ProfileDiff {
  const { settings, warnings } = changedSettings(profile, patch);
  const changes = settings.map(({ path, value }) => {
    return { path: pathText(path), from: valueAt(profile, path), to: value };
  });
  return { changes, warnings };
}

/**
 * The profile as a patch wants it, as a deep copy: what the patch is not about, known or not, stays exactly as it was
 * read, with `{}`, `[]`, null and absence kept apart and integers beyond 2^53 (bigint) as they were.
 *
 * Source: contract 2.3 and 2.8 (G3, G11).
 * @throws InvalidInputError and CometAccountError as `diffProfile` does; CometAccountError `UNSAFE_INTEGER` for a profile
 * that was read with rounded integers
 */
export function applyPatch<Profile extends AccountProfile>(profile: Profile, patch: ProfilePatch): Profile {
  const copy = structuredClone(profile);
  patchInPlace(copy, patch);
  return copy;
}

/** As `applyPatch`, on the profile itself: the edit of `users.updateProfile`. */
export function patchInPlace(profile: AccountProfile, patch: ProfilePatch): void {
  const { settings } = changedSettings(profile, patch);
  if (settings.length > 0) refuseRounded(profile);
  for (const { path, value } of settings) {
    const holder = path.slice(0, -1).reduce<unknown>(memberOf, profile);
    if (typeof holder === 'object' && holder !== null)
      write(holder, path.at(-1) ?? '', structuredClone(value));
  }
}

function changedSettings(profile: AccountProfile, patch: ProfilePatch) {
  const shape = patchIssues(patch);
  if (shape.length > 0) throw refuse('The change of the account', shape);
  const { settings, issues, warnings } = wantedSettings(profile, patch);
  if (issues.length > 0) throw refuse('The change of the account', issues);
  return { settings: settings.filter((setting) => !isSatisfied(profile, setting)), warnings };
}

/** What is wrong with the make of a patch, before it is held against a profile. */
function patchIssues(patch: ProfilePatch): Issue[] {
  const shape = shapeIssues(patch, '');
  if (shape.length > 0) return shape;
  const { limits, profile, vault, suspended } = patch;
  return [
    ...optionalShapeIssues(limits, 'limits'),
    ...optionalShapeIssues(profile, 'profile'),
    ...optionalShapeIssues(vault, 'vault'),
    ...flagIssues(suspended, 'suspended'),
    ...flagIssues(profile?.sendEmailReports, 'profile.sendEmailReports'),
    ...flagIssues(vault?.detachSharedQuota, 'vault.detachSharedQuota'),
  ];
}

function isSatisfied(profile: AccountProfile, { path, value }: ProfileSetting): boolean {
  const current = valueAt(profile, path);
  return sameJson(current, value) || (isZero(current) && isZero(value)) || sameInteger(current, value);
}

/** An integer may be read as a bigint. */
function sameInteger(a: unknown, b: unknown): boolean {
  return typeof a === 'bigint' && typeof b === 'number' && a === BigInt(b);
}

/** What Comet leaves out, or sends as null: false, 0, an empty text, list or map, or an object of nothing else. */
function isZero(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !value;
  return Array.isArray(value) ? value.length === 0 : Object.values(value).every(isZero);
}

function valueAt(profile: AccountProfile, path: readonly string[]): unknown {
  return path.reduce<unknown>(memberOf, profile);
}

function memberOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;
}

/** Sets a member, whatever its name: `__proto__` too is a member. */
function write(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}

/** An integer that was read with `JSON.parse` has lost its last digits; writing it back would change the account. */
function refuseRounded(profile: AccountProfile): void {
  const path = roundedIn(profile);
  if (path === undefined) return;
  throw new CometAccountError(
    `The profile holds an integer beyond 2^53 at ${pathText(path)} that may be rounded already, so it is not written back. Read it through comet/admin`,
    'UNSAFE_INTEGER',
    { exists: { account: 'exists', username: profile.Username ?? undefined } },
  );
}

function roundedIn(value: unknown): readonly string[] | undefined {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const path = roundedIn(member);
    if (path !== undefined) return [key, ...path];
  }
  return undefined;
}
