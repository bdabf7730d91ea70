import { FakeKatapult, type FakeKatapultOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { at, BUILD, ok, RESELLER, refusal, textAt } from './call.ts';

const HOURS_48 = 48 * 3_600;

async function trashed(options: FakeKatapultOptions = {}) {
  const fake = new FakeKatapult(options);
  const machine = fake.addVirtualMachine({ hostname: 'web-1', state: 'stopped', disks: [20, 5] });
  const args = { virtual_machine: { id: machine.id } };
  const policy = fake.addBackupPolicy(machine.id);
  const now = fake.clock.now().getTime() / 1000;
  const deleted = await ok(fake, 'virtualMachines.remove', args);
  const trash_object = { id: textAt(deleted, 'trash_object.id') };
  return { fake, machine, args, policy, now, deleted, lookup: { trash_object } };
}

describe('delete (contract 8.1, 8.3)', () => {
  test('puts the machine into the trash for 48 h less 0 to 5 s, and shows it once more', async () => {
    const { machine, now, deleted } = await trashed();
    expect(deleted).toMatchObject({
      trash_object: { object_id: machine.id, object_type: 'VirtualMachine' },
      virtual_machine: {
        initial_root_password: expect.any(String),
        ip_addresses: [{ allocation_id: machine.id }],
      },
    });
    const left = Number(at(deleted, 'trash_object.keep_until')) - now;
    expect(left).toBeGreaterThanOrEqual(HOURS_48 - 5);
    expect(left).toBeLessThanOrEqual(HOURS_48);
  });

  test('in the trash every call says so and names the trash object; lists leave it out', async () => {
    const { fake, args, deleted } = await trashed();
    const IN_TRASH = [406, 'object_in_trash', { trash_object: at(deleted, 'trash_object') }];
    for (const name of ['get', 'start', 'remove', 'createConsoleSession']) {
      expect(await refusal(fake, `virtualMachines.${name}`, args)).toEqual(IN_TRASH);
    }
    expect(await refusal(fake, 'disks.listForVirtualMachine', args)).toEqual(IN_TRASH);
    const [disk] = fake.state.disks.keys();
    expect(await refusal(fake, 'disks.get', { disk: { id: disk } })).toEqual(IN_TRASH);
    expect(await ok(fake, 'virtualMachines.list', RESELLER)).toMatchObject({ virtual_machines: [] });
    expect(await ok(fake, 'trashObjects.list', RESELLER)).toMatchObject({ trash_objects: [{}] });
  });

  test('a machine in the trash may also be hidden (Q7)', async () => {
    const { fake, args } = await trashed({ behaviour: { trashedMachine: 'not_found' } });
    expect(await refusal(fake, 'virtualMachines.get', args)).toEqual([404, 'virtual_machine_not_found', {}]);
  });

  test('a running machine is stopped by it, or refused (Q2)', async () => {
    const fake = new FakeKatapult();
    const { id } = fake.addVirtualMachine();
    expect(await ok(fake, 'virtualMachines.remove', { virtual_machine: { id } })).toMatchObject({
      virtual_machine: { state: 'stopped' },
    });
    const strict = new FakeKatapult({ behaviour: { deleteRunning: false } });
    const running = strict.addVirtualMachine();
    const args = { virtual_machine: { id: running.id } };
    expect(await refusal(strict, 'virtualMachines.remove', args)).toMatchObject([
      403,
      'permission_denied',
      {},
    ]);
  });

  test('after keep_until it is gone by itself, with disks and policies', async () => {
    const { fake, args, lookup } = await trashed();
    fake.advance((HOURS_48 - 6) * 1000);
    expect(await refusal(fake, 'virtualMachines.get', args)).toMatchObject([406, 'object_in_trash', {}]);
    fake.advance(6_000);
    expect(await refusal(fake, 'virtualMachines.get', args)).toMatchObject([
      404,
      'virtual_machine_not_found',
      {},
    ]);
    expect(await refusal(fake, 'trashObjects.get', lookup)).toMatchObject([
      404,
      'trash_object_not_found',
      {},
    ]);
    expect([fake.state.disks.size, fake.state.backupPolicies.size]).toEqual([0, 0]);
  });
});

describe('purge (contract 8.2)', () => {
  test('is a task; it is done when the trash object is 404', async () => {
    const { fake, machine, args, lookup } = await trashed();
    const purged = await ok(fake, 'trashObjects.purge', { trash_object: { object_id: machine.id } });
    expect(purged).toMatchObject({ task: { name: 'Purge items from trash', status: 'pending' } });
    await ok(fake, 'trashObjects.get', lookup);
    expect(await refusal(fake, 'trashObjects.purge', lookup)).toMatchObject([406, 'task_queueing_error', {}]);
    fake.advance(6_000);
    expect(await refusal(fake, 'trashObjects.get', lookup)).toMatchObject([
      404,
      'trash_object_not_found',
      {},
    ]);
    expect(await refusal(fake, 'virtualMachines.get', args)).toMatchObject([
      404,
      'virtual_machine_not_found',
      {},
    ]);
    const task = { id: textAt(purged, 'task.id') };
    expect(await ok(fake, 'tasks.get', { task })).toMatchObject({
      task: { status: 'completed', progress: 100 },
    });
  });

  test('a purge that fails leaves the object, and can be asked for again', async () => {
    const { fake, lookup } = await trashed();
    fake.failNextTask('trashObjects.purge');
    await ok(fake, 'trashObjects.purge', lookup);
    fake.advance(6_000);
    await ok(fake, 'trashObjects.get', lookup);
    await ok(fake, 'trashObjects.purge', lookup);
  });

  test('the addresses of a purged machine are free again, or deleted (Q4)', async () => {
    for (const addressesAfterPurge of ['unallocated', 'deleted'] as const) {
      const { fake, lookup } = await trashed({ behaviour: { addressesAfterPurge } });
      await ok(fake, 'trashObjects.purge', lookup);
      fake.advance(6_000);
      const left = addressesAfterPurge === 'deleted' ? [] : [{ allocation_id: null }];
      expect(await ok(fake, 'ipAddresses.list', RESELLER)).toMatchObject({ ip_addresses: left });
    }
  });

  test('purgeAll takes everything that an organization has in the trash', async () => {
    const { fake } = await trashed();
    const other = fake.addVirtualMachine();
    await ok(fake, 'virtualMachines.remove', { virtual_machine: { id: other.id } });
    await ok(fake, 'trashObjects.purgeAll', RESELLER);
    fake.advance(6_000);
    expect([fake.state.trash.size, fake.state.virtualMachines.size]).toEqual([0, 0]);
  });
});

describe('restore', () => {
  test('brings the machine back as it was, with its host name', async () => {
    const { fake, args, lookup } = await trashed();
    expect(await refusal(fake, 'virtualMachines.build', { ...BUILD, hostname: 'web-1' })).toMatchObject([
      422,
      'validation_error',
      {},
    ]);
    await ok(fake, 'trashObjects.restore', lookup);
    expect(await ok(fake, 'virtualMachines.get', args)).toMatchObject({
      virtual_machine: { state: 'stopped', hostname: 'web-1' },
    });
    fake.advance(HOURS_48 * 1000);
    await ok(fake, 'virtualMachines.get', args);
  });

  test('comes too late once a purge is under way', async () => {
    const { fake, lookup } = await trashed();
    await ok(fake, 'trashObjects.purge', lookup);
    expect(await refusal(fake, 'trashObjects.restore', lookup)).toMatchObject([403, 'permission_denied', {}]);
  });
});
