import * as fc from 'fast-check';
import {
  keep,
  keepEverything,
  keepOnly,
  type PolicyDraft,
  policy,
  reports,
  times,
} from '../../../src/comet/policy/index.ts';
import { parseJson, stringifyJson } from '../../../src/core/http/json.ts';

/** A call on a draft. */
export type Step = (draft: PolicyDraft) => PolicyDraft;

const permission = fc.constantFrom('allow', 'deny', undefined);
const mode = fc.constantFrom('systemDefault', 'optionalOn', 'optionalOff', 'alwaysOn');
const itemId = fc.constantFrom('docs', 'db', '__proto__', '7', 'my docs');
const some = fc.integer({ min: 1, max: 3 });

const range = fc.oneof(
  some.map(keep.lastJobs),
  some.map((days) => keep.within({ days })),
  some.map((days) => keep.firstPerDay({ days })),
  fc.tuple(some, some).map(([months, onDay]) => keep.monthly({ months, onDay })),
  some.map((weeks) => keep.weekly({ weeks, onWeekday: 'sunday' })),
);
const ranges = fc.array(range, { minLength: 1, maxLength: 4 });

const time = fc.constantFrom(
  times.daily({ at: '21:00' }),
  times.weekly({ on: 'friday', at: '08:00' }),
  times.hourly({ minute: 15, on: ['monday'] }),
);
const schedule = fc.record({
  description: fc.constantFrom('Nightly', 'Hourly'),
  destination: fc.constantFrom('latest' as const, 'all' as const),
  times: fc.array(time, { minLength: 1, maxLength: 2 }),
});

const item = fc.record({
  engine: fc.constantFrom('file' as const, 'mssql' as const),
  description: fc.constantFrom('', 'Documents'),
  props: fc.dictionary(fc.constantFrom('INCLUDE0', 'USE_WIN_VSS', '__proto__'), fc.constantFrom('', 'x')),
});

const report = fc.constantFrom(
  { type: 'immediate' as const },
  { type: 'summary' as const, times: [times.daily({ at: '08:00' })] },
);

/** JSON whose numbers are whole and exact. */
const json = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
      typeof member === 'number' ? Math.trunc(member % 1000) || 0 : member,
    ),
  );

/** Calls that can stand together in any order. */
const step: fc.Arbitrary<Step> = fc.oneof<fc.Arbitrary<Step>[]>(
  fc
    .record({ request: permission, addCustom: permission, edit: permission, delete: permission })
    .map((permissions) => (draft) => draft.vaults(permissions)),
  fc
    .subarray(['s3', 'comet', 'b2'] as const, { minLength: 1 })
    .map((types) => (draft) => draft.vaultTypes(types)),
  fc.constant((draft) => draft.anyVaultType()),
  fc.constantFrom('none' as const, 'server' as const).map((vault) => (draft) => draft.newDeviceVault(vault)),
  fc
    .record({ create: permission, edit: permission })
    .map((permissions) => (draft) => draft.items(permissions)),
  fc.constant((draft) => draft.engines(['mssql', 'file'])),
  mode.map((word) => (draft) => draft.mode('adminViewFilenames', word)),
  some.map((count) => (draft) => draft.mode('retryFailedJob', 'alwaysOn', { minutes: 5, count })),
  ranges.map((list) => (draft) => draft.retention(keepOnly(list), { enforce: true, lockItems: true })),
  fc.constant((draft) => draft.retention(keepEverything())),
  fc.tuple(itemId, item).map(
    ([id, one]) =>
      (draft) =>
        draft.defaultItem(id, one),
  ),
  fc.tuple(itemId, item).map(
    ([id, one]) =>
      (draft) =>
        draft.defaultItem(`os-${id}`, one, { os: 'linux' }),
  ),
  fc.tuple(itemId, schedule).map(
    ([id, rule]) =>
      (draft) =>
        draft.schedule(id, rule),
  ),
  fc.array(report, { minLength: 1, maxLength: 3 }).map((list) => (draft) => draft.emails(reports(list))),
  fc.constantFrom('silent' as const, 'server-default' as const).map((word) => (draft) => draft.emails(word)),
  fc.constantFrom('*.tmp', 'b').map((glob) => (draft) => draft.exclude({ glob, os: 'macos' })),
  json.map((value) => (draft) => draft.raw('Policy.SomethingNew', value)),
  fc
    .constantFrom('', 'x')
    .map((text) => (draft) => draft.raw('Policy.DefaultSources["x y"].EngineProps.K', text)),
);

/** Drafts that can be built. */
export const draftOf: fc.Arbitrary<PolicyDraft> = fc
  .array(step, { maxLength: 8 })
  .map((steps) => steps.reduce((draft, next) => next(draft), policy('Gold backup').key('gold')));

const anything = fc.oneof(
  json,
  fc.constantFrom(null, {}, [], 9223372036854775807n, { a: 18446744073709551615n }),
);

/** A policy as a server may have it: written by a draft, filled with zeros or not, with much that is unknown. */
export const groupOf: fc.Arbitrary<object> = fc
  .tuple(
    draftOf,
    fc.dictionary(fc.constantFrom('Zeta', 'Alpha', '__proto__', 'SomethingNew', '5'), anything),
    fc.dictionary(fc.constantFrom('Other', '__proto__'), anything),
    fc.subarray(['DefaultSources', 'DefaultBackupRules', 'StorageVaultProviders', 'ModeAdminResetPassword']),
    fc.boolean(),
  )
  .map(([draft, inPolicy, inGroup, nulls, isStrange]) => {
    const built = draft.build().policy;
    const members = [
      ...Object.entries(inPolicy),
      ...Object.entries(isStrange ? strange(built.Policy) : built.Policy),
      ...nulls.filter((name) => !Object.hasOwn(built.Policy, name)).map((name) => [name, null] as const),
    ];
    return Object.fromEntries([
      ...Object.entries(inGroup),
      ['Description', 'Gold backup'],
      ['CreatedDate', 5],
      ['Policy', Object.fromEntries(members)],
    ]);
  });

/** A tree with an unknown member in every object that is not a map of keys. */
function strange(tree: object): object {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      /^Default.*s$|Props/.test(key) ? value : strangeValue(value),
    ]),
  );
}

function strangeValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strangeValue);
  if (typeof value !== 'object' || value === null) return value;
  return { ...strange(value), Unknown: { n: 9223372036854775807n, e: {} } };
}

/** The JSON text of a tree: its order, `{}`, `[]`, null, absence and long integers, all of it. */
export function textOf(tree: unknown): string {
  return stringifyJson(tree);
}

/** A copy as it would come over the wire. */
export function overTheWire(tree: object): object {
  return Object(parseJson(stringifyJson(tree)));
}
