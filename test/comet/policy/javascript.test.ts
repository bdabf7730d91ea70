import { describe, expect, test } from 'vitest';
import {
  assertAssignable,
  diffPolicy,
  enforcedSchedule,
  engines,
  ensurePolicy,
  keep,
  keepEverything,
  keepOnly,
  managedByBilling,
  mergePolicy,
  noCommandItems,
  planDeletePolicy,
  policy,
  policyFacts,
  policyId,
  reports,
  times,
  vaultTypes,
} from '../../../src/comet/policy/index.ts';
import { InvalidInputError } from '../../../src/core/errors/input.ts';

/** What the types forbid, and JavaScript or an unchecked configuration passes all the same. */
function untyped<T>(value: unknown): T {
  return value as T;
}

const NO_OBJECTS = [null, 5, 'deny', true, [], new Map(), new Date(0), Symbol('s'), () => 1];
const NO_LISTS = [undefined, null, 5, 'comet', {}, new Set(['comet'])];
const NO_TEXTS = [null, 5, true, {}, [], ['gold'], Object.create(null), Symbol('s')];
const NO_FLAGS = [null, 0, 'no', {}];

const gold = policy('Gold backup').key('gold');
const item = { engine: 'file', description: 'Documents' } as const;
const rule = { description: 'Nightly', destination: 'all', times: [times.daily({ at: '21:00' })] } as const;
const group = { Description: 'Gold backup', OrganizationID: 'org-b', Policy: {} };

/** No call reaches the server. */
const nowhere = { call: () => Promise.reject(new Error('something was sent')) };

type Attempt = (value: unknown) => unknown;

const BUILDS: Readonly<Record<string, readonly [values: readonly unknown[], attempt: Attempt]>> = {
  vaults: [[undefined, ...NO_OBJECTS], (value) => gold.vaults(untyped(value)).build()],
  items: [[undefined, ...NO_OBJECTS], (value) => gold.items(untyped(value)).build()],
  account: [[undefined, ...NO_OBJECTS], (value) => gold.account(untyped(value)).build()],
  vaultTypes: [NO_LISTS, (value) => gold.vaultTypes(untyped(value)).build()],
  'the vaultTypes preset': [NO_LISTS, (value) => gold.with(vaultTypes(untyped(value))).build()],
  engines: [NO_LISTS, (value) => gold.engines(untyped(value)).build()],
  'the engines preset': [NO_LISTS, (value) => gold.with(engines(untyped(value))).build()],
  'one engine': [NO_TEXTS, (value) => gold.engines(untyped([value])).build()],
  noCommandItems: [NO_LISTS.slice(1), (value) => gold.with(noCommandItems(untyped(value))).build()],
  managedByBilling: [[undefined, ...NO_OBJECTS], (value) => managedByBilling(untyped(value))],
  'managedByBilling without its types': [
    NO_LISTS,
    (value) => gold.with(managedByBilling({ vaultTypes: untyped(value) })).build(),
  ],
  enforcedSchedule: [[undefined, ...NO_OBJECTS], (value) => enforcedSchedule(untyped(value))],
  with: [[undefined, {}, ...NO_OBJECTS], (value) => gold.with(untyped(value)).build()],
  serverVersion: [NO_TEXTS, (value) => gold.serverVersion(untyped(value)).build()],
  newDeviceVault: [NO_TEXTS, (value) => gold.newDeviceVault(untyped(value)).build()],
  'a mode': [NO_TEXTS, (value) => gold.mode('adminResetPassword', untyped(value)).build()],
  'an option with a mode': [NO_TEXTS, (value) => gold.mode(untyped(value), 'alwaysOn').build()],
  'a retry': [NO_OBJECTS, (value) => gold.mode('retryFailedJob', 'alwaysOn', untyped(value)).build()],
  'a negative retry': [
    [-1],
    (value) => gold.mode('retryFailedJob', 'alwaysOn', { minutes: Number(value), count: 1 }).build(),
  ],
  retention: [[undefined, {}, ...NO_OBJECTS], (value) => gold.retention(untyped(value)).build()],
  'an unknown mode of retention': [
    [800, '801'],
    (Mode) => gold.retention({ Mode: untyped(Mode), Ranges: [] }).build(),
  ],
  'options of a retention': [NO_OBJECTS, (value) => gold.retention(keepEverything(), untyped(value)).build()],
  enforce: [NO_FLAGS, (value) => gold.retention(keepEverything(), { enforce: untyped(value) }).build()],
  'ranges of a retention': [NO_LISTS, (value) => gold.retention(keepOnly(untyped(value))).build()],
  'keep.within': [
    [undefined, ...NO_OBJECTS],
    (value) => gold.retention(keepOnly([keep.within(untyped(value))])).build(),
  ],
  'keep.monthly': [
    [undefined, ...NO_OBJECTS],
    (value) => gold.retention(keepOnly([keep.monthly(untyped(value))])).build(),
  ],
  'keep.weekly': [
    [undefined, ...NO_OBJECTS],
    (value) => gold.retention(keepOnly([keep.weekly(untyped(value))])).build(),
  ],
  'keep.after': [NO_TEXTS, (value) => gold.retention(keepOnly([keep.after(untyped(value))])).build()],
  'a default item': [[undefined, ...NO_OBJECTS], (value) => gold.defaultItem('docs', untyped(value)).build()],
  'the id of a default item': [NO_TEXTS, (value) => gold.defaultItem(untyped(value), item).build()],
  'options of a default item': [
    NO_OBJECTS,
    (value) => gold.defaultItem('docs', item, untyped(value)).build(),
  ],
  'a system': [NO_TEXTS, (value) => gold.defaultItem('docs', item, { os: untyped(value) }).build()],
  commands: [NO_OBJECTS, (value) => gold.defaultItem('docs', { ...item, commands: untyped(value) }).build()],
  'a retention of an item': [
    NO_OBJECTS,
    (value) => gold.defaultItem('docs', { ...item, retention: { vault: untyped(value) } }).build(),
  ],
  exclude: [[undefined, {}, ...NO_OBJECTS], (value) => gold.exclude(untyped(value)).build()],
  'an exclusion of both kinds': [
    ['*.tmp'],
    (value) => gold.exclude(untyped({ glob: value, regex: value })).build(),
  ],
  'a glob': [NO_TEXTS, (value) => gold.exclude({ glob: untyped(value) }).build()],
  'a schedule': [[undefined, ...NO_OBJECTS], (value) => gold.schedule('r', untyped(value)).build()],
  'the id of a schedule': [NO_TEXTS, (value) => gold.schedule(untyped(value), rule).build()],
  'times of a schedule': [
    NO_LISTS,
    (value) => gold.schedule('r', { ...rule, times: untyped(value) }).build(),
  ],
  'a source': [NO_TEXTS, (value) => gold.schedule('r', { ...rule, source: untyped(value) }).build()],
  events: [NO_OBJECTS.slice(1), (value) => gold.schedule('r', { ...rule, events: untyped(value) }).build()],
  'a time': [
    [undefined, ...NO_OBJECTS],
    (value) => gold.schedule('r', { ...rule, times: [times.daily(untyped(value))] }).build(),
  ],
  'an hourly time': [
    [undefined, ...NO_OBJECTS],
    (value) => gold.schedule('r', { ...rule, times: [times.hourly(untyped(value))] }).build(),
  ],
  emails: [[undefined, {}, ...NO_OBJECTS], (value) => gold.emails(untyped(value)).build()],
  'the list of reports': [NO_LISTS, (value) => gold.emails(reports(untyped(value))).build()],
  'a report': [[undefined, {}, ...NO_OBJECTS], (value) => gold.emails(reports([untyped(value)])).build()],
  'a type of reports': [
    [...NO_TEXTS, 'toString'],
    (type) => gold.emails(reports([untyped({ type })])).build(),
  ],
  'a raw path': [NO_TEXTS, (value) => gold.raw(untyped(value), 1).build()],
  'a raw switch': [NO_FLAGS, (value) => gold.raw('Policy.PreventOpenWebUI', value).build()],
};

const READS: typeof BUILDS = {
  'a draft to compare': [[undefined, {}, ...NO_OBJECTS], (value) => diffPolicy(untyped(value), group)],
  'a policy to compare': [[undefined, {}, ...NO_OBJECTS], (value) => diffPolicy(gold, untyped(value))],
  'facts of no policy': [[undefined, null, 5, []], (value) => policyFacts(untyped(value))],
  'no policy to assign': [[undefined, null, 5, []], (value) => assertAssignable(untyped(value), '')],
  'an organization': [NO_TEXTS, (value) => assertAssignable(group, untyped(value))],
  'accounts before a deletion': [
    [undefined, ...NO_OBJECTS],
    (value) => planDeletePolicy('p', untyped(value)),
  ],
  'the id of a policy to delete': [['', ...NO_TEXTS], (value) => planDeletePolicy(untyped(value), {})],
};

describe('what no type allows', () => {
  test.each(Object.entries({ ...BUILDS, ...READS }))('%s is refused', (_name, [values, attempt]) => {
    for (const value of values) expect(() => attempt(value), String(typeof value)).toThrow(InvalidInputError);
  });

  test('parts of ids are refused', async () => {
    for (const value of [undefined, ...NO_OBJECTS]) {
      await expect(policyId(untyped(value))).rejects.toThrow(InvalidInputError);
    }
    for (const value of NO_TEXTS) {
      await expect(policyId({ key: untyped(value) })).rejects.toThrow(InvalidInputError);
      await expect(policyId({ key: 'gold', prefix: untyped(value) })).rejects.toThrow(InvalidInputError);
      await expect(policyId({ key: 'gold', organizationId: untyped(value) })).rejects.toThrow(
        InvalidInputError,
      );
    }
  });

  test('options of ensurePolicy are refused, all of them, before anything is sent', async () => {
    for (const value of NO_OBJECTS) {
      await expect(ensurePolicy(nowhere, gold, untyped(value))).rejects.toThrow(InvalidInputError);
      await expect(ensurePolicy(nowhere, untyped(value))).rejects.toThrow(InvalidInputError);
    }
    const options = {
      mode: 'force',
      prefix: null,
      adoptByDescription: 'no',
      deleteUserCopies: 'yes',
      loginOrganizationId: 5,
    };
    await expect(ensurePolicy(nowhere, gold, untyped(options))).rejects.toMatchObject({
      name: 'InvalidInputError',
      issues: ['prefix', 'deleteUserCopies', 'adoptByDescription', 'loginOrganizationId', 'mode'].map(
        (path) => ({
          path,
        }),
      ),
    });
  });

  test('a list that is missing never becomes no restriction', () => {
    expect(() => gold.with(managedByBilling(untyped({}))).build()).toThrow(/must be a list/);
  });

  test('every issue is listed', () => {
    const draft = gold
      .vaults(untyped('deny'))
      .exclude(untyped(null))
      .schedule('r', untyped(null))
      .with(untyped({}));
    expect(() => draft.build()).toThrow(/vaults: .*Exclusions: .*schedule 'r': .*with: /);
  });

  test('a value that contains itself is refused at once', () => {
    const value: Record<string, unknown> = {};
    for (let at = 0; at < 40; at += 1) value[`member${at}`] = value;
    expect(() => gold.raw('Policy.Something', value).build()).toThrow(/contains itself/);
  });
});

describe('the answer of AdminPoliciesGet', () => {
  const answer = { Status: 200, Message: 'OK', Policy: group, PolicyHash: 'h' };

  test('is not taken for the policy in it', () => {
    expect(() => diffPolicy(gold, answer)).toThrow(InvalidInputError);
    expect(() => mergePolicy(gold, answer)).toThrow(InvalidInputError);
    expect(() => policyFacts(answer)).toThrow(InvalidInputError);
    expect(() => assertAssignable(answer, '')).toThrow(InvalidInputError);
  });
});
