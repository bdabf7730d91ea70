import { FakeKatapult } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { listAt, ok, organizationId, RESELLER, refusal, textAt } from './call.ts';

describe('what can be chosen (contract 7.7)', () => {
  test('templates: universal ones come only when asked for, own ones always', async () => {
    const fake = new FakeKatapult({
      organizations: [
        { id: 'org_one', sub_domain: 'reseller' },
        { id: 'org_two', sub_domain: 'two' },
      ],
      diskTemplates: [
        { permalink: 'templates/debian-12' },
        { permalink: 'appliance', organization: 'org_one', size_in_gb: null },
        { permalink: 'secret', organization: 'org_two' },
      ],
    });
    const list = async (args: object) => {
      const found = listAt(await ok(fake, 'diskTemplates.list', { ...RESELLER, ...args }), 'disk_templates');
      return found.map((template) => textAt(template, 'permalink'));
    };
    expect(await list({})).toEqual(['appliance']);
    expect(await list({ include_universal: true })).toEqual(['templates/debian-12', 'appliance']);
    const disk_template = { permalink: 'templates/debian-12' };
    expect(await ok(fake, 'diskTemplates.get', { disk_template })).toMatchObject({
      disk_template: { universal: true, latest_version: { number: 1 } },
    });
  });

  test('the spec of a template version has the fields that it asks for', async () => {
    const fields = [
      { name: 'root_password', type: 'Password', label: 'Root password', required: true },
    ] as const;
    const version = { id: 'dtv_one', number: 3, stable: true, size_in_gb: 5, fields: [...fields] };
    const fake = new FakeKatapult({ diskTemplates: [{ permalink: 'templates/x', versions: [version] }] });
    const disk_template = { permalink: 'templates/x' };
    expect(await ok(fake, 'diskTemplateVersions.list', { disk_template })).toMatchObject({
      disk_template_versions: [{ id: 'dtv_one' }],
    });
    expect(
      await ok(fake, 'diskTemplateVersions.getSpec', { disk_template_version: { id: 'dtv_one' } }),
    ).toMatchObject({
      spec: { fields: [{ name: 'root_password', required: true, prefill: null }] },
    });
  });

  test('data centers, zones, networks and packages', async () => {
    const fake = new FakeKatapult();
    expect(await ok(fake, 'dataCenters.list')).toMatchObject({ data_centers: [{ permalink: 'xe-one' }, {}] });
    const data_center = { permalink: 'xe-two' };
    expect(await ok(fake, 'networks.getDefault', { data_center })).toMatchObject({
      network: { permalink: 'xe-two-public', default: true },
    });
    expect(await ok(fake, 'networks.listAvailable', RESELLER)).toMatchObject({ networks: [{}, {}] });
    expect(await ok(fake, 'zones.get', { zone: { permalink: 'xe-one-zone-1' } })).toMatchObject({
      zone: { data_center: { permalink: 'xe-one' } },
    });
    const virtual_machine_package = { permalink: 'large-4' };
    expect(await ok(fake, 'virtualMachinePackages.get', { virtual_machine_package })).toMatchObject({
      virtual_machine_package: { cpu_cores: 4, memory_in_gb: 8, privacy: 'public' },
    });
    expect(await ok(fake, 'virtualMachinePackages.list')).toMatchObject({ pagination: { total: 3 } });
  });
});

describe('backup policies', () => {
  test('of machine and disks are listed apart, on several pages, and deleted one by one', async () => {
    const fake = new FakeKatapult();
    const machine = fake.addVirtualMachine();
    const virtual_machine = { id: machine.id };
    const [disk = ''] = fake.state.disks.keys();
    for (let count = 0; count < 31; count += 1) fake.addBackupPolicy(machine.id);
    fake.addBackupPolicy(disk);
    const ofMachine = (args: object = {}) =>
      ok(fake, 'diskBackupPolicies.listForVirtualMachine', { virtual_machine, ...args });
    expect(await ofMachine()).toMatchObject({ pagination: { total: 31, total_pages: 2 } });
    expect(listAt(await ofMachine({ page: 2 }), 'disk_backup_policies')).toHaveLength(1);
    expect(await ofMachine({ include_disks: true })).toMatchObject({ pagination: { total: 32 } });
    const ofDisk = await ok(fake, 'diskBackupPolicies.listForDisk', { disk: { id: disk } });
    expect(ofDisk).toMatchObject({
      disk_backup_policies: [{ target: { type: 'Disk', value: { id: disk } } }],
    });
    const disk_backup_policy = { id: textAt(ofDisk, 'disk_backup_policies.0.id') };
    await ok(fake, 'diskBackupPolicies.remove', { disk_backup_policy });
    expect(await refusal(fake, 'diskBackupPolicies.remove', { disk_backup_policy })).toEqual([
      404,
      'disk_backup_policy_not_found',
      {},
    ]);
  });

  test('are made and changed; without a schedule they wait for the trash', async () => {
    const fake = new FakeKatapult();
    const virtual_machine = { id: fake.addVirtualMachine().id };
    const create = { virtual_machine, properties: { retention: 3, schedule: { interval: 'weekly' } } };
    const made = await ok(fake, 'diskBackupPolicies.createForVirtualMachine', create);
    expect(made).toMatchObject({ disk_backup_policy: { retention: 3, schedule: { interval: 'weekly' } } });
    const disk_backup_policy = { id: textAt(made, 'disk_backup_policy.id') };
    const past = { disk_backup_policy, timestamp: 1 };
    expect(await refusal(fake, 'diskBackupPolicies.removeSchedule', past)).toEqual([
      400,
      'invalid_timestamp',
      {},
    ]);
    const bad = { disk_backup_policy, properties: { retention: 0 } };
    expect(await refusal(fake, 'diskBackupPolicies.update', bad)).toMatchObject([
      422,
      'validation_error',
      {},
    ]);
  });
});

describe('disks', () => {
  test('are listed under `disk`, singular, and per machine under `disks`', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine({ disks: [20, 100] });
    expect(await ok(fake, 'disks.list', RESELLER)).toMatchObject({
      disk: [{ size_in_gb: 20 }, { size_in_gb: 100 }],
    });
    expect(await ok(fake, 'disks.listForVirtualMachine', { virtual_machine: { id } })).toMatchObject({
      disks: [{ boot: true }, { boot: false }],
    });
  });

  test('grow by a task, and never shrink', async () => {
    const fake = new FakeKatapult();
    fake.addVirtualMachine({ disks: [20] });
    const [id = ''] = fake.state.disks.keys();
    const resize = (size_in_gb: number) => ({ disk: { id }, size_in_gb });
    expect(await refusal(fake, 'disks.resize', resize(10))).toMatchObject([422, 'validation_error', {}]);
    await ok(fake, 'disks.resize', resize(30));
    fake.advance(10_000);
    expect(await ok(fake, 'disks.get', { disk: { id } })).toMatchObject({ disk: { size_in_gb: 30 } });
    expect(await refusal(fake, 'disks.remove', { disk: { id } })).toMatchObject([
      422,
      'validation_error',
      {},
    ]);
  });
});

describe('addresses (contract 7.8)', () => {
  const NEW = { ...RESELLER, network: { permalink: 'xe-one-public' }, version: 'ipv4' };

  test('are created, allocated to a machine, unallocated and deleted', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine({ addresses: [] });
    const created = await ok(fake, 'ipAddresses.create', { ...NEW, label: 'spare' });
    const ip_address = { id: textAt(created, 'ip_address.id') };
    expect(await ok(fake, 'ipAddresses.get', { ip_address })).toMatchObject({ allocation: null });
    await ok(fake, 'virtualMachines.allocateIp', { virtual_machine: { id }, ip_address });
    const again = { virtual_machine: { id }, ip_address };
    expect(await refusal(fake, 'virtualMachines.allocateIp', again)).toEqual([
      422,
      'ip_already_allocated',
      {},
    ]);
    expect(await ok(fake, 'ipAddresses.get', { ip_address })).toMatchObject({
      allocation: { type: 'VirtualMachine', value: { id } },
    });
    expect(await ok(fake, 'ipAddresses.unallocate', { ip_address })).toEqual({});
    expect(await refusal(fake, 'ipAddresses.unallocate', { ip_address })).toEqual([422, 'no_allocation', {}]);
    expect(await ok(fake, 'ipAddresses.remove', { ip_address })).toEqual({});
    expect(await refusal(fake, 'ipAddresses.get', { ip_address })).toEqual([404, 'ip_address_not_found', {}]);
  });

  test('an address of another network does not fit', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine({ dataCenter: 'xe-two' });
    const ip_address = { id: textAt(await ok(fake, 'ipAddresses.create', NEW), 'ip_address.id') };
    expect(
      await refusal(fake, 'virtualMachines.allocateIp', { virtual_machine: { id }, ip_address }),
    ).toEqual([422, 'no_interface_available', {}]);
    const [virtual_machine_network_interface = ''] = fake.state.interfaces.keys();
    const args = { virtual_machine_network_interface: { id: virtual_machine_network_interface }, ip_address };
    expect(await refusal(fake, 'virtualMachineNetworkInterfaces.allocateIp', args)).toEqual([
      422,
      'invalid_ip',
      {},
    ]);
  });

  test('a full network has no addresses: 503 with a code of its own (K05)', async () => {
    const fake = new FakeKatapult();
    for (const network of fake.state.networks.values()) network.available = 1;
    await ok(fake, 'ipAddresses.create', NEW);
    expect(await refusal(fake, 'ipAddresses.create', NEW)).toEqual([503, 'no_available_addresses', {}]);
  });

  test('an interface takes new addresses and shows them', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine();
    const list = await ok(fake, 'virtualMachineNetworkInterfaces.list', { virtual_machine: { id } });
    const target = { id: textAt(list, 'virtual_machine_network_interfaces.0.id') };
    const args = { virtual_machine_network_interface: target, address_version: 'ipv6' };
    await ok(fake, 'virtualMachineNetworkInterfaces.allocateNewIp', args);
    const found = { virtual_machine: { id }, network: { permalink: 'xe-one-public' } };
    expect(await ok(fake, 'virtualMachineNetworkInterfaces.getForNetwork', found)).toMatchObject({
      virtual_machine_network_interface: {
        ip_addresses: [{ address: '198.18.0.1' }, { address: '2001:db8::1' }],
      },
    });
    const elsewhere = { ...found, network: { permalink: 'xe-two-public' } };
    expect(await refusal(fake, 'virtualMachineNetworkInterfaces.getForNetwork', elsewhere)).toEqual([
      404,
      'interface_not_found',
      {},
    ]);
  });
});

test('tags have names of their own in an organization', async () => {
  const fake = new FakeKatapult();
  const create = { ...RESELLER, properties: { name: 'prod', color: 'red' } };
  const tag = { id: textAt(await ok(fake, 'tags.create', create), 'tag.id') };
  expect(await refusal(fake, 'tags.create', create)).toMatchObject([422, 'validation_error', {}]);
  expect(await ok(fake, 'tags.list', RESELLER)).toMatchObject({ tags: [{ name: 'prod', color: 'red' }] });
  await ok(fake, 'tags.remove', { tag });
  expect(await refusal(fake, 'tags.get', { tag })).toEqual([404, 'tag_not_found', {}]);
  expect(organizationId(fake)).not.toBe('');
});
