import { describe, expect, it } from 'vitest';
import { AccountsWorld, customer, REF } from './world.ts';

const OTHER = { external_billing_id: '60' };

/** A customer whose service 55 has a sibling. */
function withOther(status: string, own = 'active') {
  const services = [
    { status: own, external_billing_id: '55' },
    { ...OTHER, status },
  ];
  return customer(own, { services });
}

describe('suspend', () => {
  it('suspends the service, and the client when it is his only one', async () => {
    const world = new AccountsWorld(customer());
    expect(await world.accounts.suspend(REF)).toMatchObject({
      changed: true,
      client: 'suspended',
      warnings: [],
    });
    expect([world.status(), world.client.status]).toEqual(['suspended', 'suspended']);
  });

  it.each(['active', 'pending', 'a status of tomorrow'])(
    'leaves a client who has another %s service',
    async (status) => {
      const world = new AccountsWorld(withOther(status));
      expect(await world.accounts.suspend(REF)).toMatchObject({ changed: true, client: null });
      expect(world.client.status).toBe('active');
    },
  );

  it.each(['terminated', 'suspended', 'canceled', 'fraud', 'archived'])(
    'does not count a %s service',
    async (status) => {
      const world = new AccountsWorld(withOther(status));
      expect(await world.accounts.suspend(REF)).toMatchObject({ client: 'suspended' });
    },
  );

  it('looks for other services on every page', async () => {
    const services = ['terminated', 'terminated', 'terminated', 'active'].map((status) => ({
      ...OTHER,
      status,
    }));
    const own = { status: 'active', external_billing_id: '55' };
    const world = new AccountsWorld({ ...customer('active', { services: [own, ...services] }), pageSize: 2 });
    expect(await world.accounts.suspend(REF)).toMatchObject({ client: null });
  });

  it('never suspends the client when the other services cannot be listed', async () => {
    const world = new AccountsWorld(customer());
    world.fake.inject({ on: 'services.list', skip: 1, times: 9, fault: { kind: 'status', status: 500 } });
    const { client, warnings } = await world.accounts.suspend(REF);
    expect([client, warnings.map(({ step }) => step)]).toEqual([null, ['list-other-services']]);
    expect(world.writes).toEqual(['services.suspend']);
  });

  it('does nothing at all when the service is not found, and keeps the reason of a failed look-up', async () => {
    const world = new AccountsWorld(customer());
    await expect(world.accounts.suspend({ ...REF, serviceId: '56' })).rejects.toMatchObject({
      code: 'lookup_none',
    });
    world.fake.inject({ on: 'services.list', times: 9, fault: { kind: 'status', status: 500 } });
    await expect(world.accounts.suspend(REF)).rejects.toMatchObject({ status: 500 });
    expect(world.writes).toEqual([]);
  });

  it.each(['55+status:active', '5:5', '', 'a b'])(
    'refuses the service id %j, which would widen the filter',
    async (serviceId) => {
      const world = new AccountsWorld(customer());
      await expect(world.accounts.suspend({ ...REF, serviceId })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
      expect(world.fake.requests).toEqual([]);
    },
  );

  it('may be repeated after a lost answer, also where a server refuses to suspend twice', async () => {
    const world = new AccountsWorld({ ...customer(), behaviour: { repeatedAction: 'refused' } });
    world.fake.inject({ on: 'services.suspend', fault: { kind: 'lost-answer' } });
    await expect(world.accounts.suspend(REF)).rejects.toMatchObject({ outcomeUnknown: true });
    expect(await world.accounts.suspend(REF)).toMatchObject({
      changed: false,
      client: 'suspended',
      warnings: [],
    });
  });

  it('warns when the client could not be suspended', async () => {
    const world = new AccountsWorld(customer());
    world.fake.inject({ on: 'clients.suspend', fault: { kind: 'status', status: 400 } });
    const { client, warnings } = await world.accounts.suspend(REF);
    expect([client, warnings.map(({ step }) => step)]).toEqual([null, ['suspend-client']]);
  });
});

describe('unsuspend', () => {
  const suspended = () => customer('suspended', { status: 'suspended', user: { is_active: false } });

  it('wakes the service, the client and the user', async () => {
    const world = new AccountsWorld(suspended());
    expect(await world.accounts.unsuspend(REF)).toMatchObject({
      changed: true,
      client: 'resumed',
      warnings: [],
    });
    expect([world.status(), world.client]).toEqual(['active', { status: 'active', isActive: true }]);
    expect(world.writes).toEqual(['services.unsuspend', 'clients.resume', 'users.update']);
  });

  it('leaves a client alone who is not suspended', async () => {
    const world = new AccountsWorld(customer('suspended'));
    expect(await world.accounts.unsuspend(REF)).toMatchObject({ changed: true, client: null });
    expect(world.writes).toEqual(['services.unsuspend']);
  });

  it('uses the verb of older servers where the new one is not known', async () => {
    const world = new AccountsWorld({ ...suspended(), version: '2022.11' });
    expect(await world.accounts.unsuspend(REF)).toMatchObject({ changed: true });
    expect(world.status()).toBe('active');
    expect(world.writes).toContain('services.resume');
  });

  it('asks one verb alone when it is told which', async () => {
    const world = new AccountsWorld({ ...suspended(), version: '2022.11' }, { unsuspendVerb: 'resume' });
    await world.accounts.unsuspend(REF);
    expect(world.writes.slice(0, 2)).toEqual(['services.resume', 'clients.resume']);
    const strict = new AccountsWorld({ ...suspended(), version: '2022.11' }, { unsuspendVerb: 'unsuspend' });
    await expect(strict.accounts.unsuspend(REF)).rejects.toMatchObject({ status: 404 });
  });

  it.each([400, 500])('does not try the other verb after a %i', async (status) => {
    const world = new AccountsWorld(suspended());
    world.fake.inject({ on: 'services.unsuspend', fault: { kind: 'status', status } });
    await expect(world.accounts.unsuspend(REF)).rejects.toMatchObject({ status });
    expect(world.writes).toEqual(['services.unsuspend']);
  });

  it('warns when client or user stay as they were', async () => {
    const world = new AccountsWorld(suspended());
    world.fake.inject({ on: 'clients.resume', fault: { kind: 'status', status: 500 } });
    world.fake.inject({ on: 'users.update', fault: { kind: 'status', status: 500 } });
    const { warnings } = await world.accounts.unsuspend(REF);
    expect(warnings.map(({ step }) => step)).toEqual(['resume-client', 'activate-user']);
  });
});

describe('terminate', () => {
  it('ends the service, suspends its client and bars the user, but deletes no client', async () => {
    const world = new AccountsWorld(customer());
    expect(await world.accounts.terminate(REF)).toMatchObject({ changed: true, client: 'suspended' });
    expect([world.status(), world.client]).toEqual(['terminated', { status: 'suspended', isActive: false }]);
    expect(world.writes).toEqual(['services.terminate', 'clients.suspend', 'users.update']);
  });

  it('leaves client and user alone while another service lives', async () => {
    const world = new AccountsWorld(withOther('active'));
    expect(await world.accounts.terminate(REF)).toMatchObject({ client: null, warnings: [] });
    expect(world.client).toEqual({ status: 'active', isActive: true });
  });

  it('bars the user also when the client could not be suspended, and the other way round', async () => {
    const world = new AccountsWorld(customer());
    world.fake.inject({ on: 'clients.suspend', fault: { kind: 'status', status: 500 } });
    expect((await world.accounts.terminate(REF)).warnings.map(({ step }) => step)).toEqual([
      'suspend-client',
    ]);
    expect(world.client.isActive).toBe(false);
  });

  it('goes on with the rest when it is repeated after a lost answer', async () => {
    const world = new AccountsWorld({ ...customer(), behaviour: { repeatedAction: 'refused' } });
    world.fake.inject({ on: 'services.terminate', fault: { kind: 'lost-answer' } });
    await expect(world.accounts.terminate(REF)).rejects.toMatchObject({ outcomeUnknown: true });
    expect(await world.accounts.terminate(REF)).toMatchObject({ changed: false, client: 'suspended' });
  });

  it('does nothing when the service is not found', async () => {
    const world = new AccountsWorld(customer());
    await expect(world.accounts.terminate({ ...REF, externalId: 'uuid-other' })).rejects.toMatchObject({
      code: 'lookup_none',
    });
    expect(world.writes).toEqual([]);
  });
});
