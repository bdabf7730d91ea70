import { ConflictError, InvalidInputError, ServerError } from 'reseller-sdk';
import { VmTaskError } from 'reseller-sdk/katapult/vm';
import { describe, expect, it } from 'vitest';
import { ORDER, SERVICE, setUp, setUpBuilt } from './support/set-up.ts';
import { refusalOf } from './support/world.ts';

const BY = { actor: 'client 7' };

describe('a power action', () => {
  it.each([
    ['start', 'virtualMachines.start'],
    ['stop', 'virtualMachines.stop'],
    ['shutdown', 'virtualMachines.shutdown'],
    ['reset', 'virtualMachines.reset'],
    ['suspend', 'virtualMachines.shutdown'],
    ['resume', 'virtualMachines.start'],
  ] as const)('%s calls %s and tells who asked for it', async (action, operation) => {
    const { provisioner, world, record, repository } = await setUpBuilt();
    const outcome = await provisioner[action](SERVICE, BY);
    expect(world.sent.at(-1)).toEqual({ name: operation, params: { virtual_machine: { id: record.vmId } } });
    expect(outcome).toMatchObject({ refused: null, taskId: expect.any(String) });
    expect(outcome.record.version).toBe(record.version + 1);
    const last = (await repository.pending(0, 10)).at(-1)?.event;
    const { taskId } = outcome;
    expect(last).toMatchObject({ type: 'vm.action', action, actor: 'client 7', taskId, vmId: record.vmId });
    expect(last?.id).toBe(`${SERVICE}/1/vm.action/${outcome.record.version}`);
  });

  it('is refused without a call where there is no built machine', async () => {
    const { provisioner, world, pass } = setUp();
    expect((await provisioner.start(SERVICE, BY)).refused).toBe('not_built');
    await provisioner.request(SERVICE, ORDER);
    expect((await provisioner.start(SERVICE, BY)).refused).toBe('not_built');
    await pass(60);
    await provisioner.terminate(SERVICE);
    const before = world.sent.length;
    expect((await provisioner.stop(SERVICE, BY)).refused).toBe('terminating');
    expect(world.sent).toHaveLength(before);
  });

  it('needs an actor', async () => {
    const { provisioner } = await setUpBuilt();
    await expect(provisioner.reset(SERVICE, { actor: '' })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('that the vendor refuses throws, and leaves no event', async () => {
    const { provisioner, world, eventTypes } = await setUpBuilt();
    world.fault = (name) => refusalOf(name, 406, 'task_queueing_error');
    await expect(provisioner.start(SERVICE, BY)).rejects.toBeInstanceOf(ConflictError);
    expect(await eventTypes()).not.toContain('vm.action');
  });

  it('is on record although the store fails for a moment, or others change the record meanwhile', async () => {
    const { provisioner, repository, eventTypes, open } = await setUpBuilt();
    const save = repository.save.bind(repository);
    let calls = 0;
    repository.save = async (...values) => {
      calls += 1;
      if (calls === 1) await open().stop(SERVICE, { actor: 'a rival' });
      if (calls === 3) throw new Error('connection lost');
      await save(...values);
    };
    await provisioner.start(SERVICE, BY);
    expect((await eventTypes()).filter((type) => type === 'vm.action')).toHaveLength(2);
  });

  it('waits for its task when asked to', async () => {
    const { provisioner, world, clock } = await setUpBuilt();
    let looks = 0;
    world.fault = (name) => {
      if (name !== 'tasks.get') return undefined;
      looks += 1;
      world.taskStatus = looks < 4 ? 'running' : 'completed';
      return looks === 2
        ? new ServerError({ vendor: 'katapult', operation: name, status: 503, code: 'service_unavailable' })
        : undefined;
    };
    const before = clock.now().getTime();
    await provisioner.start(SERVICE, { ...BY, wait: true });
    expect(clock.now().getTime() - before).toBe(6000);
  });

  it('whose task fails, or is not done in time, throws and is on record all the same', async () => {
    const { provisioner, world, eventTypes } = await setUpBuilt();
    world.taskStatus = 'failed';
    const failed = provisioner.start(SERVICE, { ...BY, wait: true });
    await expect(failed).rejects.toMatchObject({
      name: 'VmTaskError',
      code: 'TASK_FAILED',
      status: 'failed',
    });
    world.taskStatus = 'running';
    const late = provisioner.stop(SERVICE, { ...BY, wait: { timeoutMs: 5000, intervalMs: 1000 } });
    await expect(late).rejects.toMatchObject({ code: 'TASK_NOT_DONE' });
    await expect(late).rejects.toBeInstanceOf(VmTaskError);
    expect((await eventTypes()).filter((type) => type === 'vm.action')).toHaveLength(2);
  });
});

describe('a change of package', () => {
  const change = (permalink: string) => ({ ...BY, package: { permalink } });

  it('to a smaller one is refused while the machine is not stopped, and sent once it is', async () => {
    const { provisioner, world, machine } = await setUpBuilt();
    expect((await provisioner.changePackage(SERVICE, change('small'))).refused).toBe('not_stopped');
    expect(world.names()).not.toContain('virtualMachines.changePackage');
    machine.state = 'stopped';
    expect((await provisioner.changePackage(SERVICE, change('small'))).refused).toBeNull();
    expect(world.sent.at(-1)).toMatchObject({
      name: 'virtualMachines.changePackage',
      params: { virtual_machine_package: { permalink: 'small' } },
    });
  });

  it.each([
    ['fewer CPUs', { cpu_cores: 1, memory_in_gb: 64 }, 'not_stopped'],
    ['less memory', { cpu_cores: 64, memory_in_gb: 3 }, 'not_stopped'],
    ['the same', { cpu_cores: 2, memory_in_gb: 4 }, null],
    ['more', { cpu_cores: 3, memory_in_gb: 5 }, null],
  ])('to one with %s on a running machine', async (_name, size, refused) => {
    const { provisioner, world } = await setUpBuilt();
    world.packages.set('other', { id: 'vmpkg_other', ...size });
    expect((await provisioner.changePackage(SERVICE, change('other'))).refused).toBe(refused);
  });

  it('goes by the package of the machine before its own figures', async () => {
    const { provisioner, machine } = await setUpBuilt();
    machine.package = { cpu_cores: 8, memory_in_gb: 4 };
    expect((await provisioner.changePackage(SERVICE, change('large'))).refused).toBe('not_stopped');
    machine.package = { cpu_cores: 1, memory_in_gb: null };
    expect((await provisioner.changePackage(SERVICE, change('large'))).refused).toBeNull();
  });

  it('whose task fails is an error', async () => {
    const { provisioner, world } = await setUpBuilt();
    world.taskStatus = 'failed';
    const failed = provisioner.changePackage(SERVICE, { ...change('large'), wait: true });
    await expect(failed).rejects.toMatchObject({ code: 'TASK_FAILED' });
  });
});

describe('a suspension', () => {
  it('stops a machine hard that does not shut down in time, but not one that was resumed', async () => {
    const { provisioner, world, machine, pass } = await setUpBuilt({ policy: { stopAfterMs: 120_000 } });
    await provisioner.suspend(SERVICE, BY);
    machine.state = 'started';
    await pass(100);
    expect(world.names()).not.toContain('virtualMachines.stop');
    await pass(60);
    expect(machine.state).toBe('stopped');
    await provisioner.resume(SERVICE, BY);
    await provisioner.suspend(SERVICE, BY);
    await provisioner.resume(SERVICE, BY);
    await pass(300);
    expect(machine.state).toBe('started');
  });

  it('does not stop a machine whose resume was done but never answered', async () => {
    const { provisioner, world, machine, pass } = await setUpBuilt({ policy: { stopAfterMs: 120_000 } });
    await provisioner.suspend(SERVICE, BY);
    world.fault = (name) => (name === 'virtualMachines.start' ? 'after' : undefined);
    await expect(provisioner.resume(SERVICE, BY)).rejects.toMatchObject({ outcomeUnknown: true });
    await pass(300);
    expect(machine.state).toBe('started');
  });
});

describe('a console', () => {
  it('comes as a secret, with an event that does not hold it', async () => {
    const { provisioner, repository } = await setUpBuilt();
    const { url, expiresAt, refused } = await provisioner.openConsole(SERVICE, BY);
    expect([String(url), url?.reveal(), refused]).toEqual([
      '[redacted]',
      'https://console.example.com/canary',
      null,
    ]);
    expect(expiresAt).toBe('2027-01-15T08:00:00.000Z');
    const last = (await repository.pending(0, 10)).at(-1)?.event;
    expect(last).toMatchObject({ type: 'vm.action', action: 'console', taskId: null });
    expect(JSON.stringify(last)).not.toContain('canary');
  });

  it('of no machine is refused', async () => {
    const { provisioner } = setUp();
    expect(await provisioner.openConsole(SERVICE, BY)).toMatchObject({ refused: 'not_built', url: null });
  });
});
