import { inspect } from 'node:util';
import { InvalidInputError, systemClock } from 'reseller-sdk';
import {
  DEFAULT_KATAPULT_TOKEN,
  FakeClock,
  FakeKatapult,
  katapultFault,
  seededRandom,
} from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { describe, expect, test } from 'vitest';
import { BUILD, call, ok, organizationId, RESELLER, refusalOf, send, textAt } from './call.ts';

describe('faults', () => {
  test('strike an operation by its name, whatever the path looks like', async () => {
    const fake = new FakeKatapult();
    fake.inject({ on: 'virtualMachines.build', fault: { kind: 'lost-answer' } });
    await expect(call(fake, 'virtualMachines.build', BUILD)).rejects.toThrow(TypeError);
    expect(fake.state.builds.size).toBe(1);
    fake.inject({ on: 'virtualMachines.get', times: 2, fault: { kind: 'status', status: 503 } });
    const { id } = fake.addVirtualMachine();
    const get = (path: string) =>
      fake.fetch(`https://api.katapult.io/core/v1/virtual_machines/${path}`, {
        headers: { authorization: `Bearer ${DEFAULT_KATAPULT_TOKEN}` },
      });
    expect((await get(id)).status).toBe(503);
    expect((await get(`_?virtual_machine[id]=${id}`)).status).toBe(503);
    expect((await get(id)).status).toBe(200);
    expect(() => fake.inject({ on: 'virtualMachines.explode', fault: { kind: 'empty' } })).toThrow(
      InvalidInputError,
    );
  });

  test('one of the API’s own errors comes with its status and its sign, before any work', async () => {
    const fake = new FakeKatapult();
    const fault = katapultFault('resource_creation_restricted', { errors: ['Balance too high'] });
    fake.inject({ on: 'virtualMachines.build', fault });
    const answer = await call(fake, 'virtualMachines.build', BUILD);
    expect(refusalOf(answer)).toEqual([
      403,
      'resource_creation_restricted',
      { errors: ['Balance too high'] },
    ]);
    expect(answer.headers.get('x-api-schema')).toBe('json-error');
    expect(fake.state.builds.size).toBe(0);
    expect(() => katapultFault('no_such_code')).toThrow(InvalidInputError);
  });
});

describe('the request log', () => {
  test('shows operation, query and body, and no secret of either', async () => {
    const fake = new FakeKatapult();
    const disk_template_options = [{ key: 'password', value: 'canary-1' }];
    const hostname = 'web-1';
    await call(fake, 'virtualMachines.build', { ...BUILD, hostname, disk_template_options });
    const xml =
      '<VirtualMachineSpec><DiskTemplate><Option key="password">canary-2</Option></DiskTemplate></VirtualMachineSpec>';
    await call(fake, 'virtualMachines.buildFromSpec', { ...RESELLER, xml });
    await send(
      fake,
      'GET',
      `/organizations/_?organization[id]=${organizationId(fake)}&secret=canary-3&disk_template_options[][value]=canary-4`,
    );
    expect(fake.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['virtualMachines.build', 201],
      ['virtualMachines.buildFromSpec', 400],
      ['organizations.get', 200],
    ]);
    expect(fake.requests[0]?.json).toMatchObject({ hostname, package: { permalink: 'small-1' } });
    expect(fake.requests[2]?.query).toMatchObject({ 'organization[id]': organizationId(fake) });
    const log = inspect(fake.requests, { depth: null });
    expect(log).not.toContain('canary');
    expect(log).not.toContain(DEFAULT_KATAPULT_TOKEN);
  });
});

describe('foreign machines', () => {
  test('are whole at once: made by somebody else, at any time, with any annotations', async () => {
    const fake = new FakeKatapult();
    const annotations = [{ key: 'acme.request', value: 'other' }];
    const { id } = fake.addVirtualMachine({
      hostname: 'Web-1',
      createdAt: 1_700_000_000,
      annotations,
      state: 'stopped',
    });
    expect(await ok(fake, 'virtualMachines.get', { virtual_machine: { id } })).toMatchObject({
      virtual_machine: { hostname: 'web-1', created_at: 1_700_000_000, state: 'stopped', ip_addresses: [{}] },
      annotations,
    });
    expect(() => fake.addVirtualMachine({ package: 'huge' })).toThrow(InvalidInputError);
    expect(() => fake.addBackupPolicy('vm_x')).toThrow(InvalidInputError);
  });
});

describe('time and chance', () => {
  async function story(fake: FakeKatapult): Promise<string> {
    const bodies = [];
    bodies.push(await ok(fake, 'virtualMachines.build', BUILD));
    fake.advance(60_000);
    const [id] = fake.state.virtualMachines.keys();
    for (const name of ['get', 'stop'])
      bodies.push(await ok(fake, `virtualMachines.${name}`, { virtual_machine: { id } }));
    fake.advance(60_000);
    bodies.push(await ok(fake, 'virtualMachines.remove', { virtual_machine: { id } }));
    return JSON.stringify(bodies);
  }

  test('the same seed and calls give the same answers; another seed other ids', async () => {
    const one = await story(new FakeKatapult());
    expect(await story(new FakeKatapult())).toBe(one);
    expect(await story(new FakeKatapult({ random: seededRandom(2) }))).not.toBe(one);
  });

  test('two fakes share nothing, nor with their seed', () => {
    const seed = { packages: [{ permalink: 'small-1', group: { id: 'grp', name: 'One' } }] };
    const [one, two] = [new FakeKatapult(seed), new FakeKatapult(seed)];
    for (const pack of one.state.packages.values()) pack.group.name = 'Changed';
    for (const center of one.state.dataCenters.values()) center.country.name = 'Changed';
    one.addVirtualMachine();
    expect([...two.state.packages.values()][0]?.group.name).toBe('One');
    expect([...two.state.dataCenters.values()][0]?.country.name).toBe('Exampleland');
    expect([seed.packages[0]?.group.name, two.state.virtualMachines.size]).toEqual(['One', 0]);
  });

  test('the state is that of the clock, whoever moves it', async () => {
    const clock = new FakeClock('2026-01-05T09:00:00Z');
    const fake = new FakeKatapult({ clock });
    await ok(fake, 'virtualMachines.build', BUILD);
    clock.advance(60_000);
    expect([...fake.state.virtualMachines.values()][0]?.state).toBe('started');
    const real = new FakeKatapult({ clock: systemClock });
    expect(() => real.advance(1)).toThrow(InvalidInputError);
    expect((await call(real, 'zones.list')).status).toBe(200);
  });

  test('options that no server could have are refused, all of them at once', () => {
    const build = () => new FakeKatapult({ timings: { stop: -1, start: Number.NaN }, largeSet: -1 });
    expect(build).toThrow(/timings\.stop[\s\S]*timings\.start[\s\S]*largeSet/);
  });
});

test('over real HTTP: one state for all requests, bodies of DELETE included', async () => {
  const fake = new FakeKatapult({ clock: systemClock });
  const { url, close } = await listen(fake);
  try {
    const headers = { authorization: `Bearer ${DEFAULT_KATAPULT_TOKEN}`, 'content-type': 'application/json' };
    const request = async (method: string, path: string, body?: object) => {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(url + path, { method, headers, ...sent });
      const read: unknown = await answer.json();
      return { status: answer.status, headers: answer.headers, body: read };
    };
    expect(new URL(url).pathname).toBe('/core/v1/');
    const built = await request('POST', 'organizations/_/virtual_machines/build', {
      ...BUILD,
      hostname: 'web-1',
    });
    expect([built.status, textAt(built.body, 'hostname')]).toEqual([201, 'web-1']);
    const { id } = fake.addVirtualMachine();
    const removed = await request('DELETE', 'virtual_machines/_', { virtual_machine: { id } });
    expect(removed.body).toMatchObject({ trash_object: { object_id: id } });
    const gone = await request('GET', `virtual_machines/_?virtual_machine[id]=${id}`);
    expect([gone.status, gone.headers.get('x-api-schema')]).toEqual([406, 'json-error']);
  } finally {
    await close();
  }
});
