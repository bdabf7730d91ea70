import { InvalidInputError, RateLimitError, TransportError, UnexpectedResponseError } from 'reseller-sdk';
import { renderBuildSpec } from 'reseller-sdk/katapult/build-spec';
import { describe, expect, it } from 'vitest';
import { ORDER, SERVICE, setUp, setUpBuilt } from './support/set-up.ts';
import { PASSWORD, refusalOf } from './support/world.ts';

describe('an order', () => {
  it('posts one build with host name, organization and the annotation of its request', async () => {
    const { provisioner, world } = setUp({ namespace: 'acme' });
    const { record, refused } = await provisioner.request(SERVICE, ORDER);
    expect(refused).toBeNull();
    expect(record).toMatchObject({ state: 'building', attempt: 1, hostname: 'web-1' });
    expect(world.posts().map(({ params }) => params)).toEqual([
      {
        package: { permalink: 'small' },
        data_center: { permalink: 'north-1' },
        disk_template: { permalink: 'templates/debian-12' },
        organization: { id: 'org_1' },
        hostname: 'web-1',
        annotations: [{ key: 'acme.request', value: record.requestId }],
      },
    ]);
  });

  it('is polled until password and address are there, and tells once', async () => {
    const { provisioner, pass, eventTypes, repository } = setUp();
    await provisioner.request(SERVICE, ORDER);
    await pass(120);
    expect(await eventTypes()).toEqual(['vm.build_requested', 'vm.built']);
    const [, built] = await repository.pending(0, 10);
    expect(built?.event).toMatchObject({
      id: `${SERVICE}/1/vm.built`,
      fqdn: 'web-1.acme.example.com',
      ips: ['2001:db8::7', '192.0.2.7'],
      primaryIp: '192.0.2.7',
      username: 'root',
    });
    expect((await provisioner.revealRootPassword(SERVICE))?.reveal()).toBe(PASSWORD);
  });

  it('is refused while one is under way and when one is built', async () => {
    const { provisioner, pass, world } = setUp();
    await provisioner.request(SERVICE, ORDER);
    expect((await provisioner.request(SERVICE, ORDER)).refused).toBe('in_progress');
    await pass(60);
    expect((await provisioner.request(SERVICE, ORDER)).refused).toBe('already_built');
    expect(world.posts()).toHaveLength(1);
  });

  it('that was not sent is not one whose outcome is unknown, and may be placed again', async () => {
    const { provisioner, world, pass, eventTypes } = setUp();
    const facts = { operation: 'virtualMachines.build', attempts: 0, outcomeUnknown: false };
    const unsent = new TransportError('no token', facts, 'CREDENTIAL_UNAVAILABLE');
    world.fault = (name) => (name === 'virtualMachines.build' ? unsent : undefined);
    const { record } = await provisioner.request(SERVICE, ORDER);
    expect(record).toMatchObject({ state: 'idle', failure: { code: 'CREDENTIAL_UNAVAILABLE' } });
    world.fault = () => undefined;
    expect((await provisioner.request(SERVICE, ORDER)).refused).toBeNull();
    await pass(60);
    expect(await eventTypes()).toEqual(['vm.build_requested', 'vm.built']);
    expect(world.machines.size).toBe(1);
  });

  it('that names no host gets one made up', async () => {
    const { provisioner } = setUp();
    const { record } = await provisioner.request(SERVICE, { ...ORDER, hostname: null });
    expect(record.hostname).toMatch(/^vm-[0-9a-f]{8}$/);
  });

  it('is refused with every issue before anything is stored or sent', async () => {
    const { provisioner, world, repository } = setUp();
    const wrong = {
      organizationId: '',
      hostname: 'a.b',
      request: {},
      secretOptions: [{ key: '', value: 'x' }],
    };
    // @ts-expect-error the request is none
    const error: unknown = await provisioner.request('', wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    const paths = error instanceof InvalidInputError ? error.issues.map(({ path }) => path) : [];
    expect(paths).toEqual([
      'serviceId',
      'organizationId',
      'hostname',
      'request',
      'secretOptions[0].key',
      'secretOptions',
    ]);
    expect(world.sent).toEqual([]);
    expect(await repository.load('')).toBeUndefined();
  });

  it('of a build spec is rendered with the host name of the record', async () => {
    const { provisioner, world } = setUp({ renderSpec: renderBuildSpec });
    const spec = {
      dataCenter: { permalink: 'north-1' },
      resources: { package: { permalink: 'small' } },
      diskTemplate: { template: { permalink: 'templates/debian-12' } },
    };
    const secretOptions = [{ key: 'root_password', value: 'canary' }];
    await provisioner.request(SERVICE, { ...ORDER, request: { kind: 'spec', spec }, secretOptions });
    const [post] = world.posts();
    expect(post?.name).toBe('virtualMachines.buildFromSpec');
    expect(post?.params.xml).toContain('<Hostname>web-1</Hostname>');
    expect(post?.params.xml).toContain('<Option key="root_password">canary</Option>');
  });

  it('of a build spec without a renderer is refused, and nothing is sent', async () => {
    const { provisioner, world } = setUp();
    const spec = { zone: { permalink: 'z' }, resources: { package: { permalink: 'small' } } };
    const { record } = await provisioner.request(SERVICE, { ...ORDER, request: { kind: 'spec', spec } });
    expect(record).toMatchObject({ state: 'idle', failure: { code: 'CONFIG' } });
    expect(world.posts()).toEqual([]);
  });
});

describe('a build that the vendor refuses', () => {
  const refusals: readonly (readonly [string, Error])[] = [
    ['a coded 422', refusalOf('virtualMachines.build', 422, 'validation_error')],
    ['a coded 406', refusalOf('virtualMachines.build', 406, 'task_queueing_error')],
    [
      'a 429 that outlived its repeats',
      new RateLimitError({ vendor: 'katapult', operation: 'virtualMachines.build', status: 429 }),
    ],
    [
      'a 429 without a code',
      new UnexpectedResponseError('no code', {
        vendor: 'katapult',
        operation: 'virtualMachines.build',
        status: 429,
      }),
    ],
  ];
  it.each(refusals)('with %s leaves the service idle, to be ordered again', async (_name, error) => {
    const { provisioner, world } = setUp();
    world.fault = () => error;
    const { record } = await provisioner.request(SERVICE, ORDER);
    expect(record.state).toBe('idle');
    expect(record.failure).not.toBeNull();
    world.fault = () => undefined;
    expect((await provisioner.request(SERVICE, ORDER)).record.state).toBe('building');
  });

  it.each([
    ['408 with a code', refusalOf('virtualMachines.build', 408, 'timeout')],
    [
      '403 without a code, as a proxy answers',
      new UnexpectedResponseError('no code', {
        vendor: 'katapult',
        operation: 'virtualMachines.build',
        status: 403,
      }),
    ],
    ['an error of nobody', new Error('canary')],
  ])('with %s may have happened: it is looked for', async (_name, error) => {
    const { provisioner, world } = setUp();
    world.fault = (name) => (name === 'virtualMachines.build' ? error : undefined);
    const { record } = await provisioner.request(SERVICE, ORDER);
    expect(record.state).toBe('requesting');
    expect(JSON.stringify(record)).not.toContain('canary');
    expect(world.posts()).toHaveLength(1);
  });
});

describe('a build whose answer was lost', () => {
  async function lost(change: (all: ReturnType<typeof setUp>) => void = () => undefined) {
    const all = setUp();
    all.world.fault = (name) => (name === 'virtualMachines.build' ? 'after' : undefined);
    change(all);
    await all.provisioner.request(SERVICE, ORDER);
    return all;
  }

  it.each([
    ['its annotation', () => undefined],
    [
      'its annotation, though the filter is not honoured',
      ({ world }: ReturnType<typeof setUp>) => {
        world.honoursFilter = false;
        world.add({ hostname: 'other' });
      },
    ],
    [
      'its host name',
      ({ world }: ReturnType<typeof setUp>) => {
        world.keepsAnnotations = false;
      },
    ],
  ])('is found by %s', async (_name, change) => {
    const { pass, eventTypes, provisioner, world } = await lost(change);
    await pass(60);
    expect(await eventTypes()).toEqual(['vm.build_requested', 'vm.built']);
    expect((await provisioner.record(SERVICE))?.hostname).toBe('web-1');
    expect(world.posts()).toHaveLength(1);
  });

  it.each([
    ['that is older', { createdAt: Date.parse('2026-03-01T11:57:00Z') / 1000 }],
    ['that another request made', { annotations: [{ key: 'reseller-sdk.request', value: 'foreign' }] }],
  ])('never takes over a machine of its name %s', async (_name, seed) => {
    const { pass, provisioner, eventTypes } = await lost(({ world }) => {
      world.fault = (name) => (name === 'virtualMachines.build' ? 'before' : undefined);
      world.add({ hostname: 'web-1', ...seed });
    });
    await pass(200);
    expect(await provisioner.record(SERVICE)).toMatchObject({ state: 'requesting', vmId: null });
    expect(await eventTypes()).toEqual(['vm.build_outcome_unknown']);
  });

  it('never takes over a machine that another record knows', async () => {
    const { pass, provisioner, repository, world } = setUp();
    const machine = world.add({ hostname: 'web-1' });
    const other = { ...(await provisioner.tick('other')).record, vmId: machine.id, version: 1 };
    await repository.save(other, 0, []);
    world.fault = (name) => (name === 'virtualMachines.build' ? 'before' : undefined);
    await provisioner.request(SERVICE, ORDER);
    await pass(60);
    expect((await provisioner.record(SERVICE))?.vmId).toBeNull();
    world.machines.delete(machine.id);
    const free = world.add({ hostname: 'web-1' });
    await pass(60);
    expect((await provisioner.record(SERVICE))?.vmId).toBe(free.id);
  });

  it('takes neither of two machines that may be it', async () => {
    const { pass, provisioner } = await lost(({ world }) => {
      world.keepsAnnotations = false;
      world.add({ hostname: 'WEB-1' });
    });
    await pass(60);
    expect(await provisioner.record(SERVICE)).toMatchObject({
      state: 'requesting',
      vmId: null,
      failure: { code: 'ambiguous_vm' },
    });
  });

  it('is not told to be unknown because the API does not know the route', async () => {
    const { world, provisioner, pass, eventTypes } = await lost();
    world.fault = (name) =>
      name === 'virtualMachines.get' ? refusalOf(name, 404, 'route_not_found') : undefined;
    await pass(60);
    expect(await provisioner.record(SERVICE)).toMatchObject({
      state: 'requesting',
      failure: { code: 'route_not_found' },
    });
    expect(await eventTypes()).toEqual([]);
  });
});

describe('a termination', () => {
  it('stops the machine, deletes all its backup policies and puts it into the trash', async () => {
    const { provisioner, world, machine, pass, eventTypes } = await setUpBuilt();
    machine.policies.push('policy-1', 'policy-2');
    machine.disks.set('disk_a', ['policy-3']);
    machine.disks.set('disk_b', ['policy-4']);
    await provisioner.terminate(SERVICE);
    await pass(60);
    expect(world.policiesDeleted.sort()).toEqual(['policy-1', 'policy-2', 'policy-3', 'policy-4']);
    expect(machine).toMatchObject({ state: 'stopped', trash: { id: expect.any(String) } });
    expect((await provisioner.record(SERVICE))?.state).toBe('trashed');
    expect((await eventTypes()).at(-1)).toBe('vm.trashed');
  });

  it('goes on when policies vanish meanwhile, and deletes the others though one resists', async () => {
    const { provisioner, world, machine, pass } = await setUpBuilt();
    machine.policies.push('stubborn', 'policy-2');
    machine.disks.set('gone', ['x']);
    world.fault = (name) => {
      const params = world.sent.at(-1)?.params;
      if (name === 'diskBackupPolicies.listForDisk' && params?.disk?.id === 'gone') {
        return refusalOf(name, 404, 'disk_not_found');
      }
      const isStubborn = params?.disk_backup_policy?.id === 'stubborn';
      return isStubborn ? refusalOf(name, 403, 'permission_denied') : undefined;
    };
    await provisioner.terminate(SERVICE);
    await pass(120);
    expect(world.policiesDeleted).toEqual(['policy-2']);
    expect(machine.trash).not.toBeNull();
  });

  it('purges when asked to, and ends', async () => {
    const { provisioner, world, pass, eventTypes } = await setUpBuilt();
    await provisioner.terminate(SERVICE, { mode: 'purge' });
    await pass(60);
    expect(world.machines.size).toBe(0);
    expect((await provisioner.record(SERVICE))?.state).toBe('gone');
    expect((await eventTypes()).slice(-2)).toEqual(['vm.trashed', 'vm.gone']);
  });

  it('of a machine that somebody trashed by hand finds it there', async () => {
    const { provisioner, machine, pass } = await setUpBuilt();
    machine.trash = { id: 'trsh_by_hand', keepUntil: Date.parse('2026-03-03T12:00:00Z') / 1000 };
    await provisioner.terminate(SERVICE);
    await pass(60);
    expect(await provisioner.record(SERVICE)).toMatchObject({
      state: 'trashed',
      terminate: { trashId: 'trsh_by_hand', keepUntil: '2026-03-03T12:00:00.000Z' },
    });
  });

  it('can be taken back out of the trash', async () => {
    const { provisioner, machine, pass, eventTypes } = await setUpBuilt();
    await provisioner.terminate(SERVICE);
    await pass(60);
    await provisioner.restore(SERVICE);
    await pass(60);
    expect(machine.trash).toBeNull();
    expect((await provisioner.record(SERVICE))?.state).toBe('built');
    expect((await eventTypes()).at(-1)).toBe('vm.restored');
  });

  it('while building seals no password', async () => {
    const { provisioner, pass, repository } = setUp();
    await provisioner.request(SERVICE, ORDER);
    await provisioner.terminate(SERVICE);
    await pass(200);
    expect(await repository.load(SERVICE)).toMatchObject({ state: 'trashed', rootPassword: null });
    expect(await provisioner.revealRootPassword(SERVICE)).toBeNull();
  });
});

describe('tickDue', () => {
  it('ticks what is due although one record fails, and reports both', async () => {
    const { provisioner, repository, clock, world } = setUp();
    for (const name of ['a', 'b', 'c']) await provisioner.request(name, { ...ORDER, hostname: name });
    const load = repository.load.bind(repository);
    repository.load = async (serviceId) => {
      if (serviceId === 'b') throw new Error('row is locked');
      return load(serviceId);
    };
    clock.advance(30_000);
    world.sent.length = 0;
    const report = await provisioner.tickDue({ concurrency: 2 });
    expect(report.ticked.map(({ serviceId }) => serviceId).sort()).toEqual(['a', 'c']);
    expect(report.failed).toMatchObject([{ serviceId: 'b', error: { message: 'row is locked' } }]);
    expect((await load('a'))?.state).toBe('built');
  });

  it('takes no more than its limit, the longest waiting first, and begins none once it is aborted', async () => {
    const { provisioner, clock } = setUp();
    for (const name of ['c', 'b', 'a']) {
      await provisioner.request(name, { ...ORDER, hostname: name });
      clock.advance(1000);
    }
    clock.advance(30_000);
    const signal = AbortSignal.abort();
    expect((await provisioner.tickDue({ signal })).ticked).toEqual([]);
    const { ticked } = await provisioner.tickDue({ limit: 2, concurrency: 1 });
    expect(ticked.map(({ serviceId }) => serviceId)).toEqual(['c', 'b']);
    await expect(provisioner.tickDue({ limit: 0, concurrency: 0.5 })).rejects.toThrow(/limit.*concurrency/);
  });
});

describe('a view', () => {
  it('shows the live state, building, or unknown', async () => {
    const { provisioner, pass, world } = setUp();
    expect(await provisioner.view(SERVICE)).toBeUndefined();
    await provisioner.request(SERVICE, ORDER);
    expect((await provisioner.view(SERVICE))?.vm.state).toBe('building');
    await pass(60);
    const view = await provisioner.view(SERVICE);
    expect(view).toMatchObject({
      id: SERVICE,
      vm: { state: 'started' },
      actions: { console: true, start: false },
    });
    world.fault = (name) => refusalOf(name, 404, 'virtual_machine_not_found');
    expect((await provisioner.view(SERVICE))?.vm.state).toBe('unknown');
  });
});

it('a build is not sent when its request is older than a build may take', async () => {
  const { open, world, clock, repository } = setUp();
  const save = repository.save.bind(repository);
  repository.save = async (...values) => {
    await save(...values);
    clock.advance(100_000);
  };
  const { record } = await open().request(SERVICE, ORDER);
  expect(world.posts()).toEqual([]);
  expect(record).toMatchObject({ state: 'idle', failure: { code: 'BUILD_TOO_LATE' } });
});
