import { describe, expect, test } from 'vitest';
import {
  applyPatch,
  CometAccounts,
  deriveUsername,
  fromWhmcsOptions,
  planChange,
  planCreate,
  planPassword,
  planSuspend,
  planTerminate,
} from '../../../src/comet/provisioning/index.ts';
import { ACCOUNT, ORDER, setUp, USER } from './harness.ts';

/** Something that TypeScript would refuse, as a caller in JavaScript may pass it. */
function wrong(value: unknown): never {
  return value as never;
}

const NO_OBJECTS = [null, undefined, 5, 'text', []];
const { policy: _none, ...PLAIN } = ORDER;

function refusal(path: string, code = 'INVALID_SPEC') {
  return expect.objectContaining({
    name: 'InvalidInputError',
    issues: expect.arrayContaining([expect.objectContaining({ path, code })]),
  });
}

describe('what is no object is refused with its place,', () => {
  test.each(NO_OBJECTS)('as a whole: %j', (value) => {
    expect(() => planCreate(wrong(value))).toThrow(refusal(''));
    expect(() => planChange(wrong(value), {})).toThrow(refusal('account'));
    expect(() => planChange(ACCOUNT, wrong(value))).toThrow(refusal(''));
    expect(() => planSuspend(wrong(value))).toThrow(refusal('account'));
    expect(() => planPassword(ACCOUNT, wrong(value))).toThrow(refusal(''));
    expect(() => deriveUsername(wrong(value))).toThrow(refusal(''));
    expect(() => applyPatch(USER, wrong(value))).toThrow(refusal(''));
    if (!Array.isArray(value)) expect(() => fromWhmcsOptions(wrong(value))).toThrow(refusal(''));
    if (value !== undefined) expect(() => planTerminate(ACCOUNT, wrong(value))).toThrow(refusal(''));
  });

  test.each(NO_OBJECTS.filter((value) => value !== undefined))('as a part: %j', (value) => {
    for (const part of ['username', 'vault', 'limits', 'profile', 'capabilities'])
      expect(() => planCreate({ ...PLAIN, [part]: wrong(value) }), part).toThrow(refusal(part));
    for (const part of ['vault', 'limits', 'profile', 'capabilities'])
      expect(() => planChange(ACCOUNT, { [part]: wrong(value) }), part).toThrow(refusal(part));
    for (const part of ['vault', 'limits', 'profile'])
      expect(() => applyPatch(USER, { [part]: wrong(value) }), part).toThrow(refusal(part));
    expect(() => planSuspend({ username: 'acme', expect: wrong(value) })).toThrow(refusal('expect'));
    expect(() => planTerminate(ACCOUNT, { uninstall: wrong(value) })).toThrow(refusal('uninstall'));
    const managed = { managed: wrong(value) };
    expect(() => planCreate({ ...PLAIN, policy: managed })).toThrow(refusal('policy.managed'));
  });
});

describe('a switch that is neither on nor off is refused:', () => {
  test.each([
    ['requirePasswordChange', { requirePasswordChange: 'no' }],
    ['storeRecoveryCode', { storeRecoveryCode: 'no' }],
    ['profile.sendEmailReports', { profile: { sendEmailReports: 'yes' } }],
    ['vault.detachSharedQuota', { vault: { providerId: 'local', detachSharedQuota: 1 } }],
  ])('%s of an order', (path, members) => {
    expect(() => planCreate(wrong({ ...PLAIN, ...members }))).toThrow(refusal(path));
  });

  test.each([
    ['ensureVault', { ensureVault: 'no' }],
    ['onDowngrade', { onDowngrade: 'stop' }],
    ['profile.sendEmailReports', { profile: { sendEmailReports: 'no' } }],
  ])('%s of a change', (path, members) => {
    expect(() => planChange(ACCOUNT, wrong(members))).toThrow(refusal(path));
  });

  test.each([
    ['requireSuspended', { requireSuspended: 'yes' }],
    ['uninstall.removeConfig', { uninstall: {} }],
    ['maxDevices', { maxDevices: null }],
  ])('%s of a termination, which would guard nothing', (path, members) => {
    expect(() => planTerminate(ACCOUNT, wrong(members))).toThrow(refusal(path));
  });

  test('suspended of a patch', () => {
    expect(() => applyPatch(USER, { suspended: wrong('no') })).toThrow(refusal('suspended'));
  });

  test('liftVaultQuota of WHMCS options', () => {
    expect(() => fromWhmcsOptions({}, { liftVaultQuota: wrong('no') })).toThrow(refusal('liftVaultQuota'));
  });
});

test('every issue of an order is listed at once', () => {
  const order = { ...PLAIN, limits: null, vault: 5, password: 'short', storeRecoveryCode: 'no' };
  expect(() => planCreate(wrong(order))).toThrow(
    expect.objectContaining({
      issues: ['password', 'storeRecoveryCode', 'vault', 'limits'].map((path) =>
        expect.objectContaining({ path }),
      ),
    }),
  );
});

test('more devices than Comet can count are refused among the options of WHMCS too', () => {
  expect(() => fromWhmcsOptions({ number_of_devices: '9'.repeat(20) })).toThrow(refusal('number_of_devices'));
});

test('an old password of nothing but blanks is one', () => {
  expect(() => planPassword(ACCOUNT, { newPassword: 'long enough', oldPassword: '        ' })).not.toThrow();
  expect(() => planPassword(ACCOUNT, { newPassword: 'long enough', oldPassword: '' })).toThrow(
    refusal('oldPassword'),
  );
});

test('an empty organization is the top level, as results have it', () => {
  const plan = planCreate({ ...PLAIN, organizationId: '' });
  expect(plan.organizationId).toBe('');
  expect(plan.steps.find(({ id }) => id === 'claim')?.params).not.toHaveProperty('TargetOrganization');
  const capabilities = { loginOrganizationId: 'org-b' };
  expect(() => planCreate({ ...PLAIN, organizationId: '', capabilities })).toThrow(
    refusal('organizationId', 'CONTRADICTORY_SPEC'),
  );
});

describe('the door', () => {
  test('starts no session of the administrator for an account that is missing', async () => {
    const { fake, accounts, calls } = setUp({ users: [USER] });
    await expect(accounts.userSso(wrong(undefined))).rejects.toThrow(refusal('account'));
    expect(calls()).toEqual([]);
    expect(fake.openSessions).toBe(0);
  });

  test.each([null, 'text'])('refuses options that are none (%j) before anything is sent', async (options) => {
    const { accounts, calls } = setUp({ users: [USER] });
    const name = 'InvalidInputError';
    const call = wrong(options);
    await expect(accounts.create(ORDER, call)).rejects.toMatchObject({ name });
    await expect(accounts.suspend(ACCOUNT, call)).rejects.toMatchObject({ name });
    await expect(accounts.terminate(ACCOUNT, {}, call)).rejects.toMatchObject({ name });
    await expect(accounts.userSso(ACCOUNT, call)).rejects.toMatchObject({ name });
    await expect(accounts.test(call)).rejects.toMatchObject({ name });
    await expect(accounts.installers(call)).rejects.toMatchObject({ name });
    await expect(accounts.installer(7, call)).rejects.toMatchObject({ name });
    expect(calls()).toEqual([]);
  });

  test('refuses a listener that is no function', async () => {
    const { accounts, calls } = setUp();
    await expect(accounts.create(ORDER, { onClaimed: wrong('tell me') })).rejects.toMatchObject({
      issues: [{ path: 'onClaimed' }],
    });
    expect(calls()).toEqual([]);
  });

  test.each([undefined, null, {}, { comet: null }])('does not open with %j', (options) => {
    expect(() => new CometAccounts(wrong(options))).toThrow(expect.objectContaining({ name: 'ConfigError' }));
  });
});
