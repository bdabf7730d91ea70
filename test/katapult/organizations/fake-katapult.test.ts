import { KatapultConnection } from 'reseller-sdk/katapult';
import { InMemoryManagedOrganizationStore, ManagedOrganizations } from 'reseller-sdk/katapult/organizations';
import {
  DEFAULT_KATAPULT_TOKEN,
  FakeKatapult,
  type FakeKatapultOptions,
  type Fault,
} from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const CLIENT = { id: 'client-7', name: 'Ada Example' };

/** A reseller's organizations on a fake Katapult, over its wire. */
function resellerOn(options: FakeKatapultOptions = {}) {
  const fake = new FakeKatapult(options);
  const store = new InMemoryManagedOrganizationStore();
  const caller = new KatapultConnection({
    token: DEFAULT_KATAPULT_TOKEN,
    fetch: fake.fetch,
    sleep: async () => {},
    now: () => fake.clock.now().getTime(),
  });
  const organizations = new ManagedOrganizations({ katapult: caller, store, clock: fake.clock });
  const managed = () => [...fake.state.organizations.values()].filter(({ parent }) => parent !== null);
  const forget = async () => {
    const record = await store.load(CLIENT.id);
    if (record)
      await store.save(
        { ...record, organizationId: null, claim: null, version: record.version + 1 },
        record.version,
      );
  };
  return { fake, store, organizations, managed, forget };
}

describe('on a fake Katapult', () => {
  it('an organization is created below the parent, with name, sub domain and annotation', async () => {
    const { organizations, managed } = resellerOn();
    const { organizationId } = await organizations.ensure(CLIENT);
    expect(managed()).toEqual([
      expect.objectContaining({
        id: organizationId,
        name: CLIENT.name,
        sub_domain: expect.stringMatching(/^[0-9a-f]{8}$/),
        annotations: [{ key: 'reseller-sdk.client', value: CLIENT.id }],
      }),
    ]);
  });

  it('is found by its annotation by a shop that lost its records', async () => {
    const { organizations, forget } = resellerOn();
    const { organizationId } = await organizations.ensure(CLIENT);
    await organizations.ensure({ id: 'client-8', name: 'Bob Example' });
    await forget();
    expect(await organizations.ensure(CLIENT)).toEqual({ how: 'found', by: 'annotation', organizationId });
  });

  it('is never taken from another client where the filter of the list is ignored', async () => {
    const { organizations, managed } = resellerOn({ behaviour: { filterAnnotations: false } });
    const other = await organizations.ensure({ id: 'client-8', name: 'Bob Example' });
    const own = await organizations.ensure(CLIENT);
    expect(own).toMatchObject({ how: 'created' });
    expect(own.organizationId).not.toBe(other.organizationId);
    expect(managed()).toHaveLength(2);
  });

  it('is refused at the limit of the parent', async () => {
    const { organizations, managed } = resellerOn({ managedLimit: 0 });
    await expect(organizations.ensure(CLIENT)).rejects.toMatchObject({ code: 'organization_limit_reached' });
    expect(managed()).toEqual([]);
  });

  it.each<{ on: string; fault: Fault }>([
    { on: 'managedOrganizations.create', fault: { kind: 'lost-answer' } },
    { on: 'managedOrganizations.create', fault: { kind: 'network-error' } },
    { on: 'managedOrganizations.create', fault: { kind: 'truncated' } },
    { on: 'managedOrganizations.create', fault: { kind: 'html', status: 502 } },
    { on: 'managedOrganizations.create', fault: { kind: 'status', status: 503 } },
    {
      on: 'managedOrganizations.create',
      fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    },
    { on: 'managedOrganizations.list', fault: { kind: 'network-error' } },
    { on: 'organizations.list', fault: { kind: 'html', status: 503 } },
  ])('is made once, in one order, whatever happens to $on ($fault.kind)', async ({ on, fault }) => {
    const { fake, organizations, managed } = resellerOn();
    const injected = fake.inject({ on, fault });
    const { organizationId } = await organizations.ensure(CLIENT);
    expect(injected.used).toBe(1);
    expect(managed().map(({ id }) => id)).toEqual([organizationId]);
  });

  it('is one for parallel orders of two processes', async () => {
    const { fake, store, organizations, managed } = resellerOn();
    const caller = new KatapultConnection({ token: DEFAULT_KATAPULT_TOKEN, fetch: fake.fetch });
    const second = new ManagedOrganizations({ katapult: caller, store, clock: fake.clock });
    const made = await Promise.all(
      [organizations, second, organizations, second].map((each) => each.ensure(CLIENT)),
    );
    expect(managed()).toHaveLength(1);
    expect(new Set(made.map(({ organizationId }) => organizationId)).size).toBe(1);
  });
});
