import { FakeKatapult } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { BUILD, call, ok, organizationId, RESELLER, refusal, refusalOf, send } from './call.ts';

const JSON_TYPE = { 'content-type': 'application/json', authorization: 'Bearer fake-katapult-token' };

describe('paths (contract 3.1, 3.2)', () => {
  test.each(['_', 'virtual_machine', ':virtual_machine'])('%s stands for the argument', async (word) => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine();
    const answer = await send(fake, 'GET', `/virtual_machines/${word}?virtual_machine[id]=${id}`);
    expect(answer.status).toBe(200);
    expect(refusalOf(await send(fake, 'GET', `/virtual_machines/${word}`))).toMatchObject([
      400,
      'missing_required_argument',
      { path: ['virtual_machine'] },
    ]);
  });

  test('a real id fills the first key, and only where the argument is missing (K09)', async () => {
    const fake = new FakeKatapult();
    const one = fake.addVirtualMachine({ hostname: 'one' });
    const two = fake.addVirtualMachine({ hostname: 'two' });
    const get = (path: string) => send(fake, 'GET', `/virtual_machines/${path}`);
    expect((await get(one.id)).body).toMatchObject({ virtual_machine: { hostname: 'one' } });
    expect((await get(`${one.id}?virtual_machine[id]=${two.id}`)).body).toMatchObject({
      virtual_machine: { hostname: 'two' },
    });
    const fqdn = 'one.reseller.katapult.example';
    expect(refusalOf(await get(fqdn))).toEqual([404, 'virtual_machine_not_found', {}]);
    expect((await get(`_?virtual_machine[fqdn]=${fqdn}`)).status).toBe(200);
  });

  test('an unknown path or method is route_not_found, before any token', async () => {
    const fake = new FakeKatapult();
    expect(refusalOf(await send(fake, 'GET', '/nothing', { headers: {} }))).toEqual([
      404,
      'route_not_found',
      {},
    ]);
    expect(refusalOf(await send(fake, 'PUT', '/organizations'))).toEqual([404, 'route_not_found', {}]);
    expect(refusalOf(await send(fake, 'GET', '/../../elsewhere'))).toEqual([404, 'route_not_found', {}]);
  });

  test('a literal word wins over a placeholder', async () => {
    const fake = new FakeKatapult();
    await send(fake, 'GET', '/organizations/_/object_storage/access_keys');
    await send(fake, 'GET', '/virtual_machines/builds/_');
    expect(fake.requests.map(({ operation }) => operation)).toEqual([
      'objectStorageAccessKeys.list',
      'virtualMachineBuilds.get',
    ]);
  });
});

describe('lookups (contract 3.3, 3.4)', () => {
  const machine = (virtual_machine: unknown) =>
    refusal(new FakeKatapult(), 'virtualMachines.start', { virtual_machine });

  test('two keys are ambiguous, none is missing, text is no object', async () => {
    expect(await machine({ id: 'vm_x', fqdn: 'x.example.com' })).toMatchObject([
      400,
      'invalid_argument',
      { path: ['virtual_machine'], issue: 'ambiguous_lookup_values', index: null, errors: [] },
    ]);
    expect(await machine({})).toMatchObject([400, 'invalid_argument', { issue: 'missing_lookup_value' }]);
    expect(await machine({ name: 'x' })).toMatchObject([
      400,
      'invalid_argument',
      { issue: 'missing_lookup_value' },
    ]);
    expect(await machine('vm_x')).toMatchObject([400, 'invalid_argument', { issue: 'object_expected' }]);
  });

  test('not-found codes are those of the catalogue, not of the argument (K04)', async () => {
    const fake = new FakeKatapult();
    expect(await refusal(fake, 'virtualMachines.build', { ...BUILD, package: { id: 'x' } })).toMatchObject([
      404,
      'package_not_found',
      {},
    ]);
    expect(
      await refusal(fake, 'virtualMachineBuilds.get', { virtual_machine_build: { id: 'x' } }),
    ).toMatchObject([404, 'build_not_found', {}]);
  });
});

describe('bodies and queries (contract 2.2, 3.6)', () => {
  test('a body without a JSON content type is not read', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine();
    const body = { virtual_machine: { id } };
    const typed = (type: string) =>
      send(fake, 'POST', '/virtual_machines/_/stop', {
        body,
        headers: { ...JSON_TYPE, 'content-type': type },
      });
    expect(refusalOf(await typed('text/plain'))).toMatchObject([400, 'missing_required_argument', {}]);
    expect((await typed('application/vnd.api+json; charset=utf-8')).status).toBe(200);
  });

  test('text that is no JSON object is invalid_json_body', async () => {
    const fake = new FakeKatapult();
    const post = (body: string) => send(fake, 'POST', '/virtual_machines/_/stop', { body });
    expect(refusalOf(await post('{'))).toMatchObject([400, 'invalid_json_body', {}]);
    expect(refusalOf(await post('[]'))).toMatchObject([400, 'invalid_json_body', {}]);
  });

  test('query and body merge deeply and the body wins; a query does for any method (K11, K12)', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine();
    const stop = (query: string, body?: object) =>
      send(fake, 'POST', `/virtual_machines/_/stop?${query}`, body === undefined ? {} : { body });
    expect(refusalOf(await stop('virtual_machine[fqdn]=x', { virtual_machine: { id } }))).toMatchObject([
      400,
      'invalid_argument',
      { issue: 'ambiguous_lookup_values' },
    ]);
    expect((await stop('virtual_machine[id]=vm_x', { virtual_machine: { id } })).status).toBe(200);
    const other = fake.addVirtualMachine();
    expect((await stop(`virtual_machine[id]=${other.id}`)).status).toBe(200);
  });

  test('scalars convert as the server converts them', async () => {
    const fake = new FakeKatapult();
    const disks = (disk: object) => call(fake, 'virtualMachines.build', { ...BUILD, disks: [disk] });
    expect((await disks({ size_in_gb: '20', system: 'yes' })).status).toBe(201);
    expect(refusalOf(await disks({ size_in_gb: 20.5, system: true }))).toMatchObject([
      400,
      'invalid_argument',
      { path: ['disks', 'size_in_gb'], index: 0, issue: 'invalid_scalar' },
    ]);
    expect(refusalOf(await disks({ system: true }))).toMatchObject([400, 'missing_required_argument', {}]);
    expect(await refusal(fake, 'virtualMachines.build', { ...BUILD, disks: {} })).toMatchObject([
      400,
      'invalid_argument',
      { issue: 'array_expected' },
    ]);
    expect(
      await refusal(fake, 'ipAddresses.create', { ...RESELLER, network: { id: 'x' }, version: 'ipv5' }),
    ).toMatchObject([400, 'invalid_argument', { issue: 'invalid_enum_value' }]);
  });

  test('names of objects’ own members are nothing special', async () => {
    const fake = new FakeKatapult();
    const answer = await send(fake, 'GET', '/organizations?__proto__[a]=1&constructor[prototype][b]=2&[]=3');
    expect(answer.status).toBe(200);
    expect(Object.prototype).not.toHaveProperty('a');
  });
});

describe('annotation filters (contract 3.7)', () => {
  const pair = (key: string, value: string) => ({ key, value });

  async function found(query: string): Promise<unknown> {
    const fake = new FakeKatapult();
    fake.addVirtualMachine({ hostname: 'both', annotations: [pair('a', '1'), pair('b', '2')] });
    fake.addVirtualMachine({ hostname: 'swapped', annotations: [pair('a', '2'), pair('b', '1')] });
    fake.addVirtualMachine({ hostname: 'longer', annotations: [pair('a', '11')] });
    const path = `/organizations/_/virtual_machines?organization[id]=${organizationId(fake)}&${query}`;
    const { body } = await send(fake, 'GET', path);
    const machines: unknown = Reflect.get(Object(body), 'virtual_machines');
    return Array.isArray(machines)
      ? machines.map((machine) => Reflect.get(Object(machine), 'hostname'))
      : body;
  }

  test('interleaved pairs are pairs, and match exactly', async () => {
    expect(await found('annotations[][key]=a&annotations[][value]=1')).toEqual(['both']);
    expect(
      await found('annotations[][key]=a&annotations[][value]=1&annotations[][key]=b&annotations[][value]=2'),
    ).toEqual(['both']);
    expect(await found('annotations[][key]=b')).toEqual(['both', 'swapped']);
  });

  test('two runs of keys and values are regrouped as Rack does (K13)', async () => {
    // Rack reads {a}, {b, 1}, {2}: the last one lacks its key.
    const runs = 'annotations[][key]=a&annotations[][key]=b&annotations[][value]=1&annotations[][value]=2';
    expect(await found(runs)).toMatchObject({ error: { code: 'missing_required_argument' } });
  });

  test('a server that ignores filters shows everything (Q1)', async () => {
    const fake = new FakeKatapult({ behaviour: { filterAnnotations: false } });
    fake.addVirtualMachine();
    const path = `/organizations/_/virtual_machines?organization[id]=${organizationId(fake)}`;
    const { body } = await send(fake, 'GET', `${path}&annotations[][key]=none`);
    expect(body).toMatchObject({ pagination: { total: 1 } });
  });
});

describe('pages (contract 4.1)', () => {
  async function page(fake: FakeKatapult, args: object): Promise<unknown> {
    return ok(fake, 'virtualMachines.list', { ...RESELLER, ...args });
  }

  test('30 a page unless asked otherwise; the last one is short', async () => {
    const fake = new FakeKatapult();
    for (let count = 0; count < 31; count += 1) fake.addVirtualMachine();
    expect(await page(fake, {})).toMatchObject({
      pagination: { current_page: 1, total_pages: 2, total: 31, per_page: 30, large_set: false },
    });
    const last = await page(fake, { page: 2 });
    expect(Reflect.get(Object(last), 'virtual_machines')).toHaveLength(1);
    expect(await page(fake, { page: 3 })).toMatchObject({ virtual_machines: [] });
    expect(await page(fake, { per_page: 100 })).toMatchObject({ pagination: { total_pages: 1 } });
    expect(await refusal(fake, 'virtualMachines.list', { ...RESELLER, page: 0 })).toMatchObject([
      400,
      'invalid_argument',
      {},
    ]);
  });

  test('a large set has no totals', async () => {
    const fake = new FakeKatapult({ largeSet: 2 });
    for (let count = 0; count < 3; count += 1) fake.addVirtualMachine();
    expect(await page(fake, { per_page: 2 })).toMatchObject({
      pagination: { total_pages: null, total: null, large_set: true, per_page: 2 },
    });
  });

  test('data centers, zones and organizations come whole', async () => {
    const fake = new FakeKatapult();
    for (const name of ['dataCenters.list', 'zones.list', 'organizations.list']) {
      expect(await ok(fake, name)).not.toHaveProperty('pagination');
    }
  });
});
