import { FakeKatapult, type FakeKatapultOptions } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { at, listAt, ok, RESELLER, refusal, textAt } from './call.ts';

function withMachine(options: FakeKatapultOptions = {}, state = 'started') {
  const fake = new FakeKatapult(options);
  const machine = fake.addVirtualMachine({ hostname: 'web-1', package: 'medium-2', state });
  const args = { virtual_machine: { id: machine.id } };
  const task = async (name: string, more: object = {}) => {
    const { id } = Object(at(await ok(fake, name, { ...args, ...more }), 'task'));
    return async () => {
      const { status, progress } = Object(at(await ok(fake, 'tasks.get', { task: { id } }), 'task'));
      return [status, progress, machine.state];
    };
  };
  return { fake, machine, args, task };
}

const BUSY = [406, 'task_queueing_error', { details: expect.any(String) }];

describe('reading (contract 4.5)', () => {
  test('a list item shows nothing but what lists show', async () => {
    const { fake, args } = withMachine();
    const list = await ok(fake, 'virtualMachines.list', RESELLER);
    const [item] = listAt(list, 'virtual_machines');
    expect(Object.keys(Object(item)).sort()).toEqual([
      'created_at',
      'fqdn',
      'gpu_type',
      'hostname',
      'id',
      'ip_addresses',
      'name',
      'package',
      'zone',
    ]);
    expect(item).toMatchObject({ package: { name: 'Medium 2' }, ip_addresses: [{ address: '198.18.0.1' }] });
    expect(at(item, 'zone.data_center')).not.toHaveProperty('country');
    const whole = await ok(fake, 'virtualMachines.get', args);
    expect(whole).toMatchObject({
      annotations: [],
      virtual_machine: { state: 'started', organization: { sub_domain: 'reseller', managed: false } },
    });
    expect(at(whole, 'virtual_machine')).not.toHaveProperty('hypervisor');
  });

  test('states pass as they are, also those that nobody knows yet (6.1)', async () => {
    const { fake, args } = withMachine({}, 'hibernating');
    expect(await ok(fake, 'virtualMachines.get', args)).toMatchObject({
      virtual_machine: { state: 'hibernating' },
    });
  });
});

describe('power (contract 6.2, 6.3)', () => {
  test('a stop is a task that takes time, and the machine shows `stopped` before it is done', async () => {
    const { fake, task } = withMachine();
    const stop = await task('virtualMachines.stop');
    const seen = [await stop()];
    for (const ms of [1_000, 5_999, 1, 1_999, 1]) {
      fake.advance(ms);
      seen.push(await stop());
    }
    expect(seen).toEqual([
      ['pending', 0, 'started'],
      ['running', 0, 'stopping'],
      ['running', expect.any(Number), 'stopping'],
      ['running', expect.any(Number), 'stopped'],
      ['running', expect.any(Number), 'stopped'],
      ['completed', 100, 'stopped'],
    ]);
  });

  test('in that gap, and as long as any task holds the machine, all else is refused', async () => {
    const { fake, args, task, machine } = withMachine();
    const stop = await task('virtualMachines.stop');
    fake.advance(8_000);
    expect(await stop()).toMatchObject(
      ['running', {}, 'stopped'].map((value, index) => (index === 1 ? expect.any(Number) : value)),
    );
    for (const name of ['virtualMachines.start', 'virtualMachines.remove']) {
      expect(await refusal(fake, name, args)).toEqual(BUSY);
    }
    const change = { ...args, virtual_machine_package: { permalink: 'large-4' } };
    expect(await refusal(fake, 'virtualMachines.changePackage', change)).toEqual(BUSY);
    expect(fake.isHeld(machine.id)).toBe(true);
    fake.advance(1_000);
    await ok(fake, 'virtualMachines.start', args);
  });

  test.each([
    ['start', 'stopped', 'starting', 'started'],
    ['stop', 'started', 'stopping', 'stopped'],
    ['shutdown', 'started', 'shutting_down', 'stopped'],
    ['reset', 'started', 'resetting', 'started'],
  ])('%s: from %s over %s to %s', async (action, before, during, after) => {
    const { fake, task } = withMachine({}, before);
    const status = await task(`virtualMachines.${action}`);
    fake.advance(1_000);
    expect(await status()).toEqual(['running', 0, during]);
    fake.advance(60_000);
    expect(await status()).toEqual(['completed', 100, after]);
  });

  test('a task that fails puts the state back, says nothing, and strikes once', async () => {
    const { fake, args, task } = withMachine();
    fake.failNextTask('virtualMachines.stop');
    const stop = await task('virtualMachines.stop');
    fake.advance(60_000);
    expect(await stop()).toEqual(['failed', expect.any(Number), 'started']);
    await ok(fake, 'virtualMachines.stop', args);
    fake.advance(60_000);
    expect(await ok(fake, 'virtualMachines.get', args)).toMatchObject({
      virtual_machine: { state: 'stopped' },
    });
  });

  test('starting what is started changes nothing, or fails (Q6)', async () => {
    for (const idlePowerTask of ['completes', 'fails'] as const) {
      const { fake, task } = withMachine({ behaviour: { idlePowerTask } });
      const start = await task('virtualMachines.start');
      fake.advance(60_000);
      const status = idlePowerTask === 'completes' ? 'completed' : 'failed';
      expect(await start()).toEqual([status, expect.any(Number), 'started']);
    }
  });

  test('a task that is held stays, holds its machine, and goes on when it is released', async () => {
    const { fake, args } = withMachine();
    const id = textAt(await ok(fake, 'virtualMachines.stop', args), 'task.id');
    fake.advance(1_000);
    fake.holdTask(id);
    fake.advance(86_400_000);
    expect(await ok(fake, 'tasks.get', { task: { id } })).toMatchObject({
      task: { status: 'running', progress: 99 },
    });
    expect(await refusal(fake, 'virtualMachines.start', args)).toEqual(BUSY);
    fake.releaseTask(id);
    fake.advance(2_000);
    expect(await ok(fake, 'tasks.get', { task: { id } })).toMatchObject({ task: { status: 'completed' } });
  });
});

describe('packages (contract 6.4)', () => {
  const to = (permalink: string) => ({ virtual_machine_package: { permalink } });

  test('an upgrade of a running machine is a task, and nothing is changed before its end', async () => {
    const { fake, machine, task } = withMachine();
    const change = await task('virtualMachines.changePackage', to('large-4'));
    fake.advance(5_000);
    expect(machine).toMatchObject({ cpu_cores: 2, memory_in_gb: 4 });
    fake.advance(1_000);
    expect(await change()).toEqual(['completed', 100, 'started']);
    expect(machine).toMatchObject({ cpu_cores: 4, memory_in_gb: 8 });
  });

  test('a downgrade fails its task unless the machine is stopped', async () => {
    const running = withMachine();
    const failed = await running.task('virtualMachines.changePackage', to('small-1'));
    running.fake.advance(60_000);
    expect(await failed()).toEqual(['failed', expect.any(Number), 'started']);
    const stopped = withMachine({}, 'stopped');
    const done = await stopped.task('virtualMachines.changePackage', to('small-1'));
    stopped.fake.advance(60_000);
    expect(await done()).toEqual(['completed', 100, 'stopped']);
    expect(stopped.machine).toMatchObject({ cpu_cores: 1, memory_in_gb: 2 });
  });

  test('flexible resources are for organizations that may have them', async () => {
    const resources = { cpu_cores: 8, memory_in_gb: 16 };
    const { fake, args } = withMachine();
    expect(await refusal(fake, 'virtualMachines.changeFlexibleResources', { ...args, resources })).toEqual([
      403,
      'flexible_resources_unavailable_to_organization',
      {},
    ]);
    const free = withMachine({ flexibleResources: true });
    await ok(free.fake, 'virtualMachines.changeFlexibleResources', { ...free.args, resources });
    free.fake.advance(60_000);
    expect(free.machine).toMatchObject({ ...resources, package: null });
  });
});

describe('console (contract 6.5)', () => {
  test('needs a machine that is started, and says which state it is in', async () => {
    const stopped = withMachine({}, 'stopped');
    expect(await refusal(stopped.fake, 'virtualMachines.createConsoleSession', stopped.args)).toEqual([
      406,
      'virtual_machine_must_be_started',
      { current_state: 'stopped' },
    ]);
    const { fake, args } = withMachine();
    expect(await ok(fake, 'virtualMachines.createConsoleSession', args)).toMatchObject({
      console_session: { url: expect.stringContaining('https://'), virtual_machine: { state: 'started' } },
    });
  });
});

describe('update (contract 6.6, 6.8)', () => {
  const update = (fake: FakeKatapult, args: object, properties: object, more: object = {}) =>
    ok(fake, 'virtualMachines.update', { ...args, properties, ...more });

  test('writes what it is sent and leaves the rest', async () => {
    const { fake, args } = withMachine();
    const properties = { hostname: 'WEB-2', name: 'Web TWO', tag_names: ['prod'] };
    expect(await update(fake, args, properties)).toMatchObject({
      virtual_machine: {
        ...{
          hostname: 'web-2',
          fqdn: 'web-2.reseller.katapult.example',
          name: 'Web TWO',
          tag_names: ['prod'],
        },
        ip_addresses: [{ reverse_dns: 'web-2.reseller.katapult.example' }],
      },
    });
    await update(fake, args, { description: 'text' });
    expect(await update(fake, args, { description: null })).toMatchObject({
      virtual_machine: { description: null, name: 'Web TWO', tags: [{ name: 'prod' }] },
    });
  });

  test('annotations that are sent replace those with the same key', async () => {
    const { fake, args } = withMachine();
    const pair = (key: string, value: string) => ({ key, value });
    await update(fake, args, {}, { annotations: [pair('a', '1'), pair('b', '1')] });
    const changed = await update(fake, args, {}, { annotations: [pair('b', '2')] });
    expect(at(changed, 'annotations')).toEqual([pair('a', '1'), pair('b', '2')]);
  });

  test('a group is joined by lookup and left by null (K14)', async () => {
    const { fake, args } = withMachine();
    const created = await ok(fake, 'virtualMachineGroups.create', {
      ...RESELLER,
      properties: { name: 'web' },
    });
    const group = { id: textAt(created, 'virtual_machine_group.id') };
    expect(await update(fake, args, { group })).toMatchObject({
      virtual_machine: { group: { name: 'web' } },
    });
    expect(
      await refusal(fake, 'virtualMachineGroups.remove', { virtual_machine_group: group }),
    ).toMatchObject([409, 'deletion_restricted', {}]);
    expect(await update(fake, args, { group: null })).toMatchObject({ virtual_machine: { group: null } });
    expect(
      await refusal(fake, 'virtualMachines.update', { ...args, properties: { group: { id: 'x' } } }),
    ).toEqual([404, 'virtual_machine_group_not_found', {}]);
  });

  test('a host name that another machine has is refused, its own is not', async () => {
    const { fake, args } = withMachine();
    fake.addVirtualMachine({ hostname: 'web-2' });
    await update(fake, args, { hostname: 'web-1' });
    expect(
      await refusal(fake, 'virtualMachines.update', { ...args, properties: { hostname: 'web-2' } }),
    ).toMatchObject([422, 'validation_error', {}]);
  });
});
