import type { Issue } from '../../core/errors/input.ts';
import { copyJson, itemsOf, type Json } from './json.ts';
import { isWithin, type Path, pathText } from './path.ts';

/** One setting that a call of the builder made. */
export interface Setting {
  readonly path: Path;
  /** What the draft owns by it: the path, or the map that the path is a key of. */
  readonly owned: Path;
  /** Undefined when what was passed cannot be a setting at all. */
  readonly value: Json | undefined;
  /** What is wrong with what was passed. */
  readonly issues: readonly Issue[];
  /** Holds from this declared server version on; before it, `otherwise` does. */
  readonly since?: string;
  readonly otherwise?: Setting | undefined;
  /** Items that join those of earlier calls. */
  readonly adds?: true;
  /** Settings that a new one of this kind makes void. */
  readonly drops?: readonly Path[];
  /** No e-mail reports on purpose. */
  readonly isSilent?: true;
}

/** What a draft knows. Settings are in the order of the calls, each path once. */
export interface DraftState {
  readonly description?: string;
  readonly organizationId?: string;
  readonly key?: string;
  readonly id?: string;
  readonly serverVersion?: string;
  /** Whether quotas of vaults are the billing system's to set. */
  readonly isBilled?: boolean;
  readonly settings: ReadonlyMap<string, Setting>;
}

/** A draft without anything. */
export const EMPTY_STATE: DraftState = { settings: new Map() };

/** The member of the group that holds the settings of users. */
export const POLICY = 'Policy';

/** A setting of the user policy. */
export function setting(field: string, value: Json, more: Partial<Setting> = {}): Setting {
  const path = [POLICY, field];
  return { path, owned: path, value, issues: [], ...more };
}

/** A setting from what a caller passed, which is copied. */
export function copiedSetting(path: Path, value: unknown, more: Partial<Setting> = {}): Setting {
  const issues: Issue[] = [...(more.issues ?? [])];
  const copy = copyJson(value, pathText(path), issues);
  return { owned: path, ...more, path, value: copy, issues };
}

/** An entry of one of the policy's maps. The draft owns the whole map, so that what it no longer names goes away. */
export function entrySetting(field: string, id: string, value: unknown, issues: readonly Issue[]): Setting {
  return copiedSetting([POLICY, field, id], value, { owned: [POLICY, field], issues });
}

/** A call that cannot become a setting. */
export function refusedSetting(option: string, issues: readonly Issue[]): Setting {
  const path = ['?', option];
  return { path, owned: path, value: undefined, issues };
}

/** The state with settings added; a later one replaces those at the same path and below it. */
export function withSettings(state: DraftState, ...added: readonly Setting[]): DraftState {
  const settings = new Map(state.settings);
  for (const one of added) {
    const key = pathText(one.path);
    const next = following(one, settings.get(key));
    const voids = [one.path, ...(one.drops ?? [])];
    for (const [other, { path }] of settings) {
      if (voids.some((outer) => isWithin(path, outer))) settings.delete(other);
    }
    settings.set(key, next);
  }
  return { ...state, settings };
}

/** A setting in the place of an earlier one. */
function following(one: Setting, earlier: Setting | undefined): Setting {
  if (one.since !== undefined) return { ...one, otherwise: one.otherwise ?? earlier };
  if (!one.adds || !earlier?.adds) return one;
  const value = [...itemsOf(earlier.value), ...itemsOf(one.value)];
  return copiedSetting(one.path, value, { ...one, issues: [...earlier.issues, ...one.issues] });
}

/** The state with all that another one says on top of it. */
export function mergedState(state: DraftState, other: DraftState): DraftState {
  const { settings, ...facts } = other;
  return withSettings({ ...state, ...facts }, ...settings.values());
}
