import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type AccountSpec,
  InMemoryAccountJournal,
  planCreate,
  planPassword,
  planTerminate,
} from '../../../src/comet/provisioning/index.ts';
import { assertChecks } from '../../../src/comet/provisioning/profile-checks.ts';
import { resolvePatch } from '../../../src/comet/provisioning/resolve-patch.ts';
import { Secret } from '../../../src/core/secret.ts';

const CANARY = 'canary-4d1f-password';
const ACCOUNT = { username: 'acme', expect: { creationGuid: 'guid-acme' } };

const SPEC: AccountSpec = {
  serviceKey: '1042',
  username: { mode: 'explicit', value: 'acme' },
  password: new Secret(CANARY),
  vault: { providerId: 'local', quota: { gib: 1 } },
};

describe('a plan', () => {
  test('holds no secret', () => {
    const plans = [
      planCreate(SPEC),
      planCreate({ ...SPEC, password: CANARY }),
      planPassword(ACCOUNT, { newPassword: CANARY, oldPassword: new Secret(CANARY) }),
    ];
    for (const plan of plans) {
      expect(JSON.stringify(plan)).not.toContain(CANARY);
      expect(inspect(plan, { depth: null })).not.toContain(CANARY);
    }
  });

  test('is plain data that JSON keeps', () => {
    const plan = planCreate({ ...SPEC, limits: { devices: 5n, protectedItems: { gib: '1.5' } } });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test('shares nothing with the spec that it was made from', () => {
    const emails = ['ada@acme.example'];
    const plan = planCreate({ ...SPEC, profile: { emails } });
    emails.push('other@acme.example');
    const configure = plan.steps.find(({ id }) => id === 'configure');
    expect(configure?.patch?.profile?.emails).toEqual(['ada@acme.example']);
  });

  test('of a refused spec is an error that does not show the password', () => {
    const bad = `${CANARY}\n`;
    try {
      planCreate({ ...SPEC, password: bad });
      expect.unreachable();
    } catch (error) {
      expect(inspect(error)).not.toContain(CANARY);
    }
  });
});

describe('what earlier steps gave', () => {
  const patch = {
    policyId: { from: 'policy', member: 'policyId' },
    vault: { quota: 'unlimited', destinationId: { from: 'vault', member: 'destinationId', otherwise: 'v1' } },
  } as const;

  test('comes into the patch', () => {
    expect(resolvePatch(patch, { policyId: 'bill_1', destinationId: 'v2' })).toEqual({
      policyId: 'bill_1',
      vault: { quota: 'unlimited', destinationId: 'v2' },
    });
  });

  test('gives way to what was known where a step was left out', () => {
    expect(resolvePatch(patch, {}).vault?.destinationId).toBe('v1');
  });

  test('leaves a policy alone that is taken away', () => {
    expect(resolvePatch({ policyId: null }, { policyId: 'bill_1' }).policyId).toBeNull();
  });
});

describe('the guards of', () => {
  const profile = {
    Username: 'acme',
    CreationGUID: 'guid-acme',
    IsSuspended: false,
    Devices: { d1: {}, d2: {} },
  };
  const checksOf = (options: object) => planTerminate(ACCOUNT, options).steps[0]?.checks;

  test.each([
    ['an account that is not suspended', { requireSuspended: true }, 'TERMINATION_REFUSED'],
    ['an account with a device too many', { maxDevices: 1 }, 'TERMINATION_REFUSED'],
  ])('a termination refuse %s', (_name, options, code) => {
    expect(() => assertChecks(profile, checksOf(options))).toThrow(expect.objectContaining({ code }));
  });

  test('a termination let pass what fits', () => {
    const options = { requireSuspended: true, maxDevices: 2 };
    expect(() => assertChecks({ ...profile, IsSuspended: true }, checksOf(options))).not.toThrow();
  });

  test.each([
    ['recovery-code', { PasswordRecovery: 'blob' }, { PasswordRecovery: '' }, 'RECOVERY_CODE_MISSING'],
    ['not-suspended', {}, { IsSuspended: true }, 'SSO_NOT_ALLOWED'],
    ['web-ui-open', { Policy: {} }, { Policy: { PreventOpenWebUI: true } }, 'SSO_NOT_ALLOWED'],
  ] as const)('%s tell one account from another', (kind, good, bad, code) => {
    expect(() => assertChecks({ ...profile, ...good }, [{ kind }])).not.toThrow();
    expect(() => assertChecks({ ...profile, ...bad }, [{ kind }])).toThrow(expect.objectContaining({ code }));
  });
});

describe('the journal in memory', () => {
  const record = { serviceKey: '1042', stage: 'planned', username: 'acme', organizationId: '' } as const;

  test('gives back what was saved, with a version that grows', async () => {
    const journal = new InMemoryAccountJournal();
    expect(await journal.load('1042')).toBeUndefined();
    const first = await journal.save('1042', record, 0);
    const second = await journal.save('1042', { ...record, stage: 'dispatched' }, first);
    expect(second).toBeGreaterThan(first);
    expect(await journal.load('1042')).toEqual({
      record: { ...record, stage: 'dispatched' },
      version: second,
    });
  });

  test('lets one of two writers through', async () => {
    const journal = new InMemoryAccountJournal();
    const outcomes = await Promise.allSettled([
      journal.save('1042', record, 0),
      journal.save('1042', record, 0),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(journal.save('1042', record, 0)).rejects.toMatchObject({
      name: 'ConcurrencyError',
      code: 'VERSION_CONFLICT',
    });
  });

  test('shares no object with its users', async () => {
    const journal = new InMemoryAccountJournal();
    const vaultBefore = ['v1'];
    await journal.save('1042', { ...record, vaultBefore }, 0);
    vaultBefore.push('v2');
    expect((await journal.load('1042'))?.record.vaultBefore).toEqual(['v1']);
  });
});
