import { describe, expect, it } from 'vitest';
import { strangersIn } from './strangers.ts';
import { WORKFLOWS, worldOf } from './workflows.ts';
import { UUID } from './world.ts';

/** Loses a part of every `filtering`. */
function without(lost: RegExp) {
  return ({ searchParams }: URL): void => {
    const parts = searchParams.get('filtering')?.split('+') ?? [];
    const left = parts.filter((part) => !lost.test(part));
    if (left.length < parts.length) searchParams.set('filtering', left.join('+'));
  };
}

/** Servers that look for something else than they are asked for (contract 4.14). */
const SERVERS: Readonly<Record<string, (url: URL) => void>> = {
  'does what it is asked': () => undefined,
  'lost the filter of clients and users': ({ searchParams }) => searchParams.delete('external_billing_id'),
  'lost the filter of services': ({ searchParams }) => searchParams.delete('filtering'),
  'lost the client of a service': without(/^client__/),
  'lost the external id of a service': without(/^external_billing_id/),
  'lost the exception': without(/^id__ne/),
  'does not tell capitals from small letters': (url) => {
    if (url.searchParams.has('external_billing_id')) {
      url.searchParams.set('external_billing_id', UUID.toUpperCase());
    }
    const filtering = url.searchParams.get('filtering');
    if (filtering !== null) url.searchParams.set('filtering', filtering.replace(UUID, UUID.toUpperCase()));
  },
};

describe.each(Object.entries(WORKFLOWS))('%s', (_name, workflow) => {
  it.each(Object.entries(SERVERS))('touches nobody else on a server that %s', async (_server, rewrite) => {
    const world = worldOf(workflow, rewrite);
    const before = strangersIn(world.fake);
    const clients = world.fake.state.clients.size;
    const isNew = workflow.seed.clients === undefined;
    await workflow.run(world.accounts).catch(() => undefined);
    expect(strangersIn(world.fake)).toEqual(before);
    expect(world.fake.state.clients.size).toBeLessThanOrEqual(clients + (isNew ? 1 : 0));
  });
});

describe('a server that lost a filter', () => {
  it.each([
    ['suspend', 'lost the exception'],
    ['suspend', 'lost the client of a service'],
    ['terminate', 'lost the filter of services'],
  ])('never has %s suspend the client when it %s', async (name, server) => {
    const workflow = WORKFLOWS[name];
    if (workflow === undefined) throw new Error(name);
    const world = worldOf(workflow, SERVERS[server]);
    await workflow.run(world.accounts).catch(() => undefined);
    expect(world.client).toEqual({ status: 'active', isActive: true });
  });

  it('has nobody created', async () => {
    for (const name of ['ensureClient of a new client', 'provision of a new client']) {
      const workflow = WORKFLOWS[name];
      if (workflow === undefined) throw new Error(name);
      const world = worldOf(workflow, SERVERS['lost the filter of clients and users']);
      await expect(workflow.run(world.accounts)).rejects.toMatchObject({ code: 'lookup_mismatch' });
      expect(world.writes).toEqual([]);
    }
  });
});
