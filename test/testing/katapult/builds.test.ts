import { FakeKatapult, type FakeKatapultOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { at, BUILD, call, listAt, ok, organizationId, RESELLER, refusal, textAt } from './call.ts';

const HOST = { ...BUILD, hostname: 'Web-1', annotations: [{ key: 'acme.request', value: 'r-1' }] };

async function begun(options: FakeKatapultOptions = {}, args: object = HOST) {
  const fake = new FakeKatapult(options);
  const accepted = await ok(fake, 'virtualMachines.build', args);
  return { fake, accepted, ...follow(fake, accepted) };
}

function follow(fake: FakeKatapult, accepted: unknown) {
  const id = textAt(accepted, 'virtual_machine_build.id');
  const get = () => ok(fake, 'virtualMachineBuilds.get', { virtual_machine_build: { id } });
  const state = async () => {
    const { virtual_machine_build: build } = Object(await get());
    return [build.state, build.virtual_machine?.state ?? null];
  };
  const machine = async () => {
    const vm = textAt(await get(), 'virtual_machine_build.virtual_machine.id');
    return at(await ok(fake, 'virtualMachines.get', { virtual_machine: { id: vm } }), 'virtual_machine');
  };
  return { id, get, state, machine };
}

describe('an accepted build (contract 7.2)', () => {
  test('answers task, both builds, the final host name and the annotations', async () => {
    const { fake, accepted } = await begun();
    expect(accepted).toMatchObject({
      task: { name: 'Build virtual machine', status: 'pending' },
      virtual_machine_build: { state: 'pending' },
      hostname: 'web-1',
      annotations: HOST.annotations,
    });
    expect(at(accepted, 'build')).toEqual(at(accepted, 'virtual_machine_build'));
    expect(Object.keys(Object(at(accepted, 'task')))).toEqual(['id', 'name', 'status']);
    expect(fake.state.virtualMachines.size).toBe(0);
  });

  test('proceeds with the clock: pending, building, a stopped machine, complete, started (7.4)', async () => {
    const { fake, state } = await begun();
    const seen = [await state()];
    for (const ms of [1_999, 1, 8_000, 20_000, 6_000]) {
      fake.advance(ms);
      seen.push(await state());
    }
    expect(seen).toEqual([
      ['pending', null],
      ['pending', null],
      ['building', null],
      ['building', 'stopped'],
      ['complete', 'starting'],
      ['complete', 'started'],
    ]);
  });

  test('gives a machine with password, address, disk and annotations, at the same moment however one polls', async () => {
    const { fake, machine, get } = await begun();
    fake.advance(3_600_000);
    expect(await machine()).toMatchObject({
      ...{ hostname: 'web-1', fqdn: 'web-1.reseller.katapult.example', state: 'started' },
      ...{ created_at: Date.parse('2026-01-05T09:00:10Z') / 1000, memory_in_gb: 2, cpu_cores: 1 },
      initial_root_password: expect.stringMatching(/./),
      ip_addresses: [{ address: '198.18.0.1', reverse_dns: 'web-1.reseller.katapult.example' }],
      package: { permalink: 'small-1' },
    });
    expect(textAt(await get(), 'virtual_machine_build.spec_xml')).toContain('<Hostname>web-1</Hostname>');
    const [id] = fake.state.virtualMachines.keys();
    const got = await ok(fake, 'virtualMachines.get', { virtual_machine: { id } });
    expect(at(got, 'annotations')).toEqual(HOST.annotations);
    expect(await ok(fake, 'disks.listForVirtualMachine', { virtual_machine: { id } })).toMatchObject({
      disks: [{ disk: { size_in_gb: 20 }, boot: true, state: 'attached' }],
    });
  });

  test('holds its machine until it is done', async () => {
    const { fake, machine } = await begun();
    fake.advance(15_000);
    const args = { virtual_machine: { id: textAt(await machine(), 'id') } };
    expect(await refusal(fake, 'virtualMachines.remove', args)).toMatchObject([
      406,
      'task_queueing_error',
      {},
    ]);
    fake.advance(15_000);
    await ok(fake, 'virtualMachines.remove', args);
  });
});

describe('what may go differently', () => {
  test('password and addresses trail the build, or never come (7.5)', async () => {
    const timings = { buildPassword: 45_000, buildAddresses: 60_000 };
    const { fake, machine } = await begun({ timings });
    fake.advance(44_999);
    expect(await machine()).toMatchObject({ initial_root_password: null, ip_addresses: [] });
    fake.advance(1);
    expect(await machine()).toMatchObject({ initial_root_password: expect.any(String), ip_addresses: [] });
    fake.advance(15_000);
    expect(await machine()).toMatchObject({ ip_addresses: [{}] });
    const never = await begun({ timings: { buildPassword: Number.POSITIVE_INFINITY } });
    never.fake.advance(86_400_000);
    expect(await never.machine()).toMatchObject({ state: 'started', initial_root_password: null });
  });

  test.each([
    ['failed', ['failed', null]],
    ['failed-with-machine', ['failed', 'failed']],
    ['stays-pending', ['pending', null]],
    ['stays-building', ['building', null]],
    ['stays-with-machine', ['building', 'stopped']],
  ] as const)('a build that is planned as %s ends as %j, and the next one is well', async (outcome, end) => {
    const fake = new FakeKatapult();
    fake.planBuild({ outcome });
    const planned = follow(fake, await ok(fake, 'virtualMachines.build', BUILD));
    const next = follow(fake, await ok(fake, 'virtualMachines.build', BUILD));
    fake.advance(86_400_000);
    expect(await planned.state()).toEqual(end);
    expect(await next.state()).toEqual(['complete', 'started']);
  });

  test('failNextBuild is short for both kinds of failure', async () => {
    const fake = new FakeKatapult();
    fake.failNextBuild();
    fake.failNextBuild({ machine: true });
    const one = follow(fake, await ok(fake, 'virtualMachines.build', BUILD));
    const two = follow(fake, await ok(fake, 'virtualMachines.build', BUILD));
    fake.advance(60_000);
    expect([await one.state(), await two.state()]).toEqual([
      ['failed', null],
      ['failed', 'failed'],
    ]);
  });

  test('a build vanishes, its machine comes', async () => {
    const fake = new FakeKatapult();
    fake.planBuild({ outcome: 'vanishes', addresses: ['ipv6', 'ipv4'] });
    const { id } = follow(fake, await ok(fake, 'virtualMachines.build', HOST));
    fake.advance(60_000);
    expect(await refusal(fake, 'virtualMachineBuilds.get', { virtual_machine_build: { id } })).toEqual([
      404,
      'build_not_found',
      {},
    ]);
    expect(await ok(fake, 'virtualMachines.list', RESELLER)).toMatchObject({
      virtual_machines: [
        { hostname: 'web-1', ip_addresses: [{ address: '2001:db8::1' }, { address: '198.18.0.1' }] },
      ],
    });
  });

  test('annotations stay with the build when machines do not inherit them (Q1)', async () => {
    const { fake, get } = await begun({ behaviour: { inheritAnnotations: false } });
    fake.advance(60_000);
    expect(at(await get(), 'annotations')).toEqual(HOST.annotations);
    expect([...fake.state.virtualMachines.values()][0]?.annotations).toEqual([]);
  });

  test('older servers answer without annotations (K27)', async () => {
    const fake = new FakeKatapult({ behaviour: { sendAnnotations: false } });
    const { status, body } = await call(fake, 'virtualMachines.build', HOST);
    expect([status, Object.keys(Object(body))]).toEqual([
      201,
      ['task', 'build', 'virtual_machine_build', 'hostname'],
    ]);
  });
});

describe('host names (contract 6.6, 8.3, D17)', () => {
  const TAKEN = [422, 'validation_error', { errors: [expect.stringContaining('Hostname')] }];
  const again = (fake: FakeKatapult, hostname = 'WEB-1') =>
    refusal(fake, 'virtualMachines.build', { ...BUILD, hostname });

  test('are unique in an organization against builds, machines and the trash', async () => {
    const { fake, machine } = await begun();
    expect(await again(fake)).toEqual(TAKEN);
    fake.advance(60_000);
    expect(await again(fake)).toEqual(TAKEN);
    await ok(fake, 'virtualMachines.remove', { virtual_machine: { id: textAt(await machine(), 'id') } });
    expect(await again(fake)).toEqual(TAKEN);
    fake.advance(48 * 3_600_000);
    await ok(fake, 'virtualMachines.build', HOST);
  });

  test('may be free while a build is pending, or in the trash (Q3)', async () => {
    const { fake } = await begun({ behaviour: { reserveHostnames: ['machines'] } });
    await ok(fake, 'virtualMachines.build', HOST);
    fake.advance(60_000);
    expect(await again(fake)).toEqual(TAKEN);
    for (const id of fake.state.virtualMachines.keys()) {
      await ok(fake, 'virtualMachines.remove', { virtual_machine: { id } });
    }
    await ok(fake, 'virtualMachines.build', HOST);
  });

  test('are free in another organization, and again after a build that failed', async () => {
    const fake = new FakeKatapult();
    fake.addVirtualMachine({ hostname: 'web-1' });
    const managed = { ...RESELLER, name: 'Acme', sub_domain: 'acme' };
    await ok(fake, 'managedOrganizations.create', managed);
    const acme = { ...HOST, organization: { sub_domain: 'acme' } };
    fake.failNextBuild();
    await ok(fake, 'virtualMachines.build', acme);
    fake.advance(60_000);
    await ok(fake, 'virtualMachines.build', acme);
  });

  test('have at most 63 characters, letters, digits and inner dashes', async () => {
    const fake = new FakeKatapult();
    for (const hostname of ['', '-web', 'web-', 'we_b', 'a'.repeat(64)]) {
      expect(await again(fake, hostname)).toEqual(TAKEN);
    }
    await ok(fake, 'virtualMachines.build', { ...BUILD, hostname: 'a'.repeat(63) });
    expect(textAt(await ok(fake, 'virtualMachines.build', BUILD), 'hostname')).toMatch(/^[a-z0-9-]+$/);
  });
});

describe('refusals of a simple build (contract 7.1)', () => {
  const { data_center: _, ...NOWHERE } = BUILD;

  test('no place, no system disk, two of them, a disk that is too small', async () => {
    const fake = new FakeKatapult({ diskTemplates: [{ permalink: 'templates/big', size_in_gb: 30 }] });
    const refused = (args: object) => refusal(fake, 'virtualMachines.build', args);
    expect(await refused(NOWHERE)).toEqual([422, 'location_required', {}]);
    const disk = { size_in_gb: 40 };
    expect(await refused({ ...BUILD, disks: [disk] })).toEqual([422, 'one_system_disk_required', {}]);
    const system = { ...disk, system: true };
    expect(await refused({ ...BUILD, disks: [system, system] })).toEqual([
      422,
      'one_system_disk_required',
      {},
    ]);
    const template = { disk_template: { permalink: 'templates/big' } };
    expect(await refused({ ...BUILD, ...template })).toMatchObject([422, 'validation_error', {}]);
    await ok(fake, 'virtualMachines.build', { ...BUILD, ...template, disks: [system] });
    expect(fake.state.builds.size).toBe(1);
  });

  test('a full network leaves a build that fails to give addresses', async () => {
    const fake = new FakeKatapult();
    for (const network of fake.state.networks.values()) network.available = 0;
    await ok(fake, 'virtualMachines.build', BUILD);
    fake.advance(60_000);
    expect([...fake.state.virtualMachines.values()][0]?.state).toBe('failed');
  });
});

describe('spec builds (contract 7.6)', () => {
  const spec = (...parts: string[]) => ({
    ...RESELLER,
    xml: `<?xml version="1.0" encoding="UTF-8"?>\n<VirtualMachineSpec>${parts.join('\n')}</VirtualMachineSpec>`,
  });
  const PLACE = '<DataCenter by="permalink">xe-one</DataCenter>';
  const SMALL = '<Resources><Package by="permalink">small-1</Package></Resources>';
  const invalid = async (...parts: string[]) => {
    const [status, code, detail] = await refusal(
      new FakeKatapult(),
      'virtualMachines.buildFromSpec',
      spec(...parts),
    );
    return [status, code, typeof Reflect.get(Object(detail), 'errors')];
  };
  const INVALID = [400, 'invalid_spec_xml', 'string'];

  test('builds what the elements say, and shows the normalised spec', async () => {
    const fake = new FakeKatapult();
    const accepted = await ok(
      fake,
      'virtualMachines.buildFromSpec',
      spec(
        PLACE,
        SMALL,
        '<SystemDisks><Disk><Name>Boot</Name><Size>40</Size></Disk></SystemDisks>',
        '<NetworkInterfaces><NetworkInterface><Network by="permalink">xe-one-public</Network>',
        '<IPAddressAllocation type="new"><Version>4</Version></IPAddressAllocation>',
        '<IPAddressAllocation type="new"><Version>6</Version></IPAddressAllocation></NetworkInterface></NetworkInterfaces>',
        '<Hostname><Hostname>Svc-101</Hostname></Hostname><Name>Ada &amp; Co</Name>',
        '<AuthorizedKeys><SSHKeys all="yes"></SSHKeys></AuthorizedKeys>',
      ),
    );
    expect(accepted).toMatchObject({ hostname: 'svc-101' });
    fake.advance(60_000);
    const { get, machine } = follow(fake, accepted);
    expect(await machine()).toMatchObject({ name: 'Ada & Co', ip_addresses: [{}, {}] });
    const xml = textAt(await get(), 'virtual_machine_build.spec_xml');
    const [center] = fake.state.dataCenters.keys();
    expect(xml).toContain(`<DataCenter>${center}</DataCenter>`);
    expect(xml).toContain('<AuthorizedKeys continuous_management="no"><SSHKeys all="yes">');
    expect(xml).toContain('<Name>Ada &amp; Co</Name>');
    const { id } = Object(await machine());
    const disks = await ok(fake, 'disks.listForVirtualMachine', { virtual_machine: { id } });
    expect(listAt(disks, 'disks')).toMatchObject([{ disk: { name: 'Boot', size_in_gb: 40 } }]);
  });

  test('a random host name is the server’s choice', async () => {
    const fake = new FakeKatapult();
    const xml = spec(PLACE, SMALL, '<Hostname><Hostname type="random"></Hostname></Hostname>');
    expect(textAt(await ok(fake, 'virtualMachines.buildFromSpec', xml), 'hostname')).toMatch(/^host-/);
  });

  test.each([
    ['an element that is not closed', [PLACE, '<Resources>']],
    ['an entity that is none', [PLACE, SMALL, '<Name>&nbsp;</Name>']],
    ['a bare ampersand', [PLACE, SMALL, '<Name>Ada & Co</Name>']],
    ['an unknown element', [PLACE, SMALL, '<Colour>red</Colour>']],
    ['no place', [SMALL]],
    ['two places', [PLACE, '<Zone by="permalink">xe-one-zone-1</Zone>', SMALL]],
    ['a package that is not there', [PLACE, '<Resources><Package by="permalink">x</Package></Resources>']],
    [
      'flexible resources where they are not allowed',
      [PLACE, '<Resources><Memory>2</Memory><CPUCores>1</CPUCores></Resources>'],
    ],
  ])('%s is invalid_spec_xml, with one text for errors (K07)', async (_name, parts) => {
    expect(await invalid(...parts)).toEqual(INVALID);
  });

  test('a taken host name is a validation error all the same', async () => {
    const fake = new FakeKatapult();
    fake.addVirtualMachine({ hostname: 'svc-101' });
    const xml = spec(PLACE, SMALL, '<Hostname><Hostname>svc-101</Hostname></Hostname>');
    expect(await refusal(fake, 'virtualMachines.buildFromSpec', xml)).toMatchObject([
      422,
      'validation_error',
      {},
    ]);
  });

  test('flexible resources build a machine without package where they are allowed', async () => {
    const fake = new FakeKatapult({ flexibleResources: true });
    const disks = '<SystemDisks><Disk><Size>10</Size></Disk></SystemDisks>';
    const xml = spec(PLACE, '<Resources><Memory>3</Memory><CPUCores>2</CPUCores></Resources>', disks);
    await ok(fake, 'virtualMachines.buildFromSpec', xml);
    fake.advance(60_000);
    const machine = [...fake.state.virtualMachines.values()][0];
    expect(machine).toMatchObject({ package: null, memory_in_gb: 3, cpu_cores: 2 });
    expect(organizationId(fake)).toBe(machine?.organization);
  });
});
