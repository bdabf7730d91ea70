import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { said } from './given.ts';
import { type Json, type JsonObject, objectOf, treeOf } from './json.ts';
import { type OwnedPlace, ownedPlaces } from './owned.ts';
import { type Path, pathText } from './path.ts';
import { factsOf } from './rules/facts.ts';
import { refusals } from './rules/refusals.ts';
import { typeIssues } from './rules/types.ts';
import { warnings } from './rules/warnings.ts';
import { hasVersion, readableVersion } from './server-version.ts';
import { type DraftState, POLICY, type Setting } from './state.ts';

/** A policy group of which only what a draft owns is given; the rest is zero when it is created. */
export interface SparseGroupPolicy {
  readonly Description: string;
  readonly OrganizationID?: string;
  readonly DefaultUserPolicy?: boolean;
  /** Members of the vendor's `UserPolicy`. */
  readonly Policy: JsonObject;
}

/** Something about a draft that is allowed and should be known. */
export interface PolicyWarning extends Issue {
  /** Stable name of the condition. */
  readonly code: string;
}

/** A draft after its checks. Frozen at every depth. */
export interface BuiltPolicy {
  /** The body that creates the policy. */
  readonly policy: SparseGroupPolicy;
  /** The places in the vendor's `GroupPolicy` that are compared and written, and no others. */
  readonly owns: readonly string[];
  readonly id?: string;
  readonly key?: string;
  readonly warnings: readonly PolicyWarning[];
}

/** A built policy with what the room itself needs of it. */
export interface PolicyPlan {
  readonly built: BuiltPolicy;
  readonly organizationId: string | undefined;
  readonly serverVersion: string | undefined;
  readonly places: readonly OwnedPlace[];
}

/**
 * Checks what a draft says and puts it together.
 *
 * Source: companion section 5.
 * @throws InvalidInputError `POLICY_REFUSED` with every issue
 */
export function planPolicy(state: DraftState): PolicyPlan {
  const settings = [...state.settings.values()].flatMap((setting) => inForce(setting, state));
  const user = treeOf(settings.flatMap(userValue));
  const policy = bodyOf(state, settings, user);
  const facts = factsOf(state, settings, user);
  const issues = [
    ...textIssues(state),
    ...settings.flatMap((setting) => setting.issues),
    ...typeIssues(user),
    ...refusals(facts),
  ];
  if (issues.length > 0) throw new InvalidInputError(nameOf(state), issues, 'POLICY_REFUSED');
  const places = [
    { path: ['Description'] },
    ...(state.organizationId === undefined ? [] : [{ path: ['OrganizationID'] }]),
    ...ownedPlaces(settings, objectOf(Object.entries(policy))),
  ];
  const built: BuiltPolicy = {
    policy,
    owns: places.map(({ path }) => pathText(path)),
    ...(state.id !== undefined && { id: state.id }),
    ...(state.key !== undefined && { key: state.key }),
    warnings: warnings(facts),
  };
  const { organizationId } = state;
  return { built: deepFreeze(built), organizationId, serverVersion: facts.serverVersion, places };
}

/** The setting that holds with the declared server version, if any does. */
function inForce(setting: Setting, state: DraftState): Setting[] {
  const { since, otherwise } = setting;
  if (since === undefined || hasVersion(state.serverVersion, since) === true) return [setting];
  return otherwise === undefined ? [] : inForce(otherwise, state);
}

/** What a setting says in the user policy. */
function userValue({ path: [top, ...path], value }: Setting): [path: Path, value: Json][] {
  return top === POLICY && value !== undefined ? [[path, value]] : [];
}

function bodyOf(state: DraftState, settings: readonly Setting[], user: JsonObject): SparseGroupPolicy {
  const isDefault = settings.some(({ path }) => path[0] === 'DefaultUserPolicy');
  return {
    Description: trimmed(state.description),
    ...(state.organizationId !== undefined && { OrganizationID: state.organizationId }),
    ...(isDefault && { DefaultUserPolicy: true }),
    Policy: user,
  };
}

const trimmed = (text: unknown): string => (typeof text === 'string' ? text.trim() : '');

function nameOf({ description }: DraftState): string {
  const name = trimmed(description);
  return name === '' ? 'the policy' : `the policy ${quote(name)}`;
}

/** Issues of the names of a policy. A text with control characters would not be the same text everywhere. */
function textIssues(state: DraftState): Issue[] {
  const issues: Issue[] = [];
  if (trimmed(state.description) === '') {
    const message = 'a policy needs a description; start with policy(...) or call description(...)';
    issues.push({ path: 'Description', message, code: 'DESCRIPTION_MISSING' });
  }
  const names = { key: state.key, id: state.id, organization: state.organizationId };
  for (const [path, name] of Object.entries(names)) {
    if (name === undefined || (path === 'organization' && name === '') || isName(name)) continue;
    const message = 'must be text without control characters, and not empty';
    issues.push({ path, message, code: 'INVALID_OPTION' });
  }
  if (state.serverVersion !== undefined && readableVersion(state.serverVersion) === undefined) {
    const message = `${said(state.serverVersion)} is no version such as 25.9.8`;
    issues.push({ path: 'serverVersion', message, code: 'INVALID_OPTION' });
  }
  return issues;
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name !== '' && !/[\p{Control}\p{Surrogate}]/u.test(name);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
