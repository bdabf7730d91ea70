import { FakeKatapult } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { at, listAt, ok, RESELLER, refusal, textAt } from './call.ts';

const ACME = {
  ...RESELLER,
  name: 'Acme Ltd',
  sub_domain: 'acme',
  annotations: [{ key: 'acme.client', value: '4711' }],
};

describe('managed organizations (contract 9)', () => {
  test('are made under a parent, and seen among all organizations', async () => {
    const fake = new FakeKatapult();
    expect(await ok(fake, 'managedOrganizations.create', ACME)).toMatchObject({
      organization: { name: 'Acme Ltd', managed: true, infrastructure_domain: 'acme.katapult.example' },
      annotations: ACME.annotations,
    });
    const organization = { sub_domain: 'acme' };
    const got = await ok(fake, 'organizations.get', { organization });
    expect(got).not.toHaveProperty('annotations');
    expect(await ok(fake, 'organizations.list')).toMatchObject({
      organizations: [{ managed: false }, { managed: true, sub_domain: 'acme' }],
    });
  });

  test('a sub domain that anybody has is taken, an empty name is blank', async () => {
    const fake = new FakeKatapult();
    await ok(fake, 'managedOrganizations.create', ACME);
    const refused = (args: object) => refusal(fake, 'managedOrganizations.create', { ...ACME, ...args });
    expect(await refused({})).toEqual([422, 'validation_error', { errors: ['Sub domain has been taken'] }]);
    expect(await refused({ sub_domain: 'reseller' })).toMatchObject([422, 'validation_error', {}]);
    expect(await refused({ sub_domain: 'No Good' })).toMatchObject([422, 'validation_error', {}]);
    expect(await refused({ sub_domain: 'new', name: ' ' })).toMatchObject([422, 'validation_error', {}]);
  });

  test('a parent has a limit, and what is managed manages nothing', async () => {
    const fake = new FakeKatapult({ managedLimit: 1 });
    await ok(fake, 'managedOrganizations.create', ACME);
    const LIMIT = [422, 'organization_limit_reached', {}];
    const second = { ...ACME, sub_domain: 'second' };
    expect(await refusal(fake, 'managedOrganizations.create', second)).toEqual(LIMIT);
    const below = { ...second, organization: { sub_domain: 'acme' } };
    expect(await refusal(fake, 'managedOrganizations.create', below)).toEqual(LIMIT);
  });

  test('are listed by annotation, exactly, unless the server ignores filters (Q1)', async () => {
    const wanted = { ...RESELLER, annotations: [{ key: 'acme.client', value: '471' }] };
    for (const filterAnnotations of [true, false]) {
      const fake = new FakeKatapult({ behaviour: { filterAnnotations } });
      await ok(fake, 'managedOrganizations.create', ACME);
      const found = listAt(await ok(fake, 'managedOrganizations.list', ACME_FILTER), 'organizations');
      expect(found).toHaveLength(1);
      const others = listAt(await ok(fake, 'managedOrganizations.list', wanted), 'organizations');
      expect(others).toHaveLength(filterAnnotations ? 0 : 1);
    }
  });

  test('cannot be deleted before everything in them is gone (9.2)', async () => {
    const fake = new FakeKatapult();
    const id = textAt(await ok(fake, 'managedOrganizations.create', ACME), 'organization.id');
    const args = { organization: { id } };
    const machine = fake.addVirtualMachine({ organization: 'acme' });
    const [status, code, detail] = await refusal(fake, 'managedOrganizations.remove', args);
    expect([status, code]).toEqual([409, 'deletion_steps_not_satisfied']);
    expect(detail).toMatchObject({
      steps: { virtual_machines: { satisfied: false }, empty_trash: { satisfied: true } },
    });
    const { steps } = Object(await ok(fake, 'organizations.getDeletionSteps', args));
    expect(Object.keys(steps)).toHaveLength(15);
    await ok(fake, 'virtualMachines.remove', { virtual_machine: { id: machine.id } });
    await ok(fake, 'trashObjects.purgeAll', args);
    fake.advance(60_000);
    expect(await refusal(fake, 'managedOrganizations.remove', args)).toMatchObject([
      409,
      'deletion_steps_not_satisfied',
      { steps: { ip_addresses: { satisfied: false } } },
    ]);
    for (const ip_address of fake.state.ipAddresses.keys()) {
      await ok(fake, 'ipAddresses.remove', { ip_address: { id: ip_address } });
    }
    expect(await ok(fake, 'managedOrganizations.remove', args)).toEqual({ success: true });
    expect(await refusal(fake, 'managedOrganizations.remove', RESELLER)).toMatchObject([
      409,
      'managed_organization_required',
      {},
    ]);
  });
});

const ACME_FILTER = { ...RESELLER, annotations: ACME.annotations };

test('policy and prices are for organizations with a bill of their own (4.4)', async () => {
  const fake = new FakeKatapult();
  await ok(fake, 'managedOrganizations.create', ACME);
  const acme = { organization: { sub_domain: 'acme' } };
  for (const [name, what] of [
    ['organizations.getPolicy', 'policy'],
    ['organizations.getPrices', 'prices'],
  ] as const) {
    await ok(fake, name, RESELLER);
    expect(await refusal(fake, name, acme)).toEqual([
      400,
      `${what}_not_available_for_managed_organizations`,
      {},
    ]);
  }
  expect(at(await ok(fake, 'organizations.getPrices', RESELLER), 'prices')).toMatchObject([
    { price: 0.01 },
    {},
    {},
  ]);
});
