import { expect, it } from 'vitest';
import { HOST, SERVICE, Stage } from './stage.ts';

async function built(stage: Stage): Promise<string> {
  await stage.open().request(SERVICE, stage.order);
  await stage.calm(60);
  const [id = ''] = stage.ours;
  expect(await stage.record()).toMatchObject({ state: 'built', vmId: id });
  return id;
}

it('a machine that started behind its termination is stopped, where the API deletes none that runs', async () => {
  const stage = new Stage({ fake: { behaviour: { deleteRunning: false } } });
  const id = await built(stage);
  const deletion = stage.fake.inject({
    on: 'virtualMachines.remove',
    fault: { kind: 'status', status: 503 },
  });
  await stage.open().terminate(SERVICE, { mode: 'purge' });
  while (deletion.used === 0) await stage.calm(10, 10);
  const machine = stage.fake.state.virtualMachines.get(id);
  if (machine) machine.state = 'started';
  await stage.calm(200);
  expect((await stage.record())?.state).toBe('gone');
  expect(stage.ours).toEqual([]);
});

it('a deletion that is refused for another reason stops nothing that is at rest', async () => {
  const stage = new Stage();
  await built(stage);
  stage.fake.inject({
    on: 'virtualMachines.remove',
    times: 3,
    fault: { kind: 'status', status: 409, body: '{"error":{"code":"deletion_restricted"}}' },
  });
  await stage.open().terminate(SERVICE, { mode: 'purge' });
  await stage.calm(200);
  expect((await stage.record())?.state).toBe('gone');
  const stops = stage.fake.requests.filter(({ operation }) => operation === 'virtualMachines.stop');
  expect(stops).toHaveLength(1);
});

it.each(['object_in_trash', 'not_found'] as const)(
  'a deletion whose answer was lost is purged, where the API answers %s for what is in the trash',
  async (trashedMachine) => {
    const stage = new Stage({ fake: { behaviour: { trashedMachine } } });
    await built(stage);
    stage.fake.inject({ on: 'virtualMachines.remove', fault: { kind: 'lost-answer' } });
    await stage.open().terminate(SERVICE, { mode: 'purge' });
    await stage.calm(200);
    expect((await stage.record())?.state).toBe('gone');
    expect(stage.ours).toEqual([]);
  },
);

it('a restore whose answer was lost is told, where the API answers not_found for what is in the trash', async () => {
  const stage = new Stage({ fake: { behaviour: { trashedMachine: 'not_found' } } });
  const id = await built(stage);
  await stage.open().terminate(SERVICE);
  await stage.calm(60);
  stage.fake.inject({ on: 'trashObjects.restore', fault: { kind: 'network-error' } });
  await stage.open().restore(SERVICE);
  await stage.calm(60);
  expect(await stage.record()).toMatchObject({ state: 'built', vmId: id });
  expect(stage.fake.state.trash.size).toBe(0);
});

it('a machine that vanished is gone, also for a token that may not look into the trash', async () => {
  const stage = new Stage();
  const id = await built(stage);
  stage.fake.state.virtualMachines.delete(id);
  stage.fake.inject({
    on: 'trashObjects.get',
    fault: { kind: 'status', status: 403, body: '{"error":{"code":"scope_not_granted"}}' },
  });
  await stage.open().terminate(SERVICE);
  expect((await stage.record())?.state).toBe('gone');
});

it('a machine of the same name that was there before is neither taken over nor deleted', async () => {
  const stage = new Stage({ fake: { behaviour: { inheritAnnotations: false, filterAnnotations: false } } });
  const createdAt = Math.floor(stage.clock.now().getTime() / 1000) - 121;
  stage.plant({ hostname: HOST, createdAt });
  stage.fake.inject({ on: 'virtualMachines.build', fault: { kind: 'network-error' } });
  await stage.open().request(SERVICE, stage.order);
  await stage.calm(200);
  expect(await stage.record()).toMatchObject({ state: 'requesting', vmId: null });
  await stage.open().terminate(SERVICE, { mode: 'purge' });
  await stage.calm(1000);
  expect(await stage.record()).toMatchObject({ state: 'gone', terminate: { unconfirmed: true } });
  expect(stage.fake.state.virtualMachines.size).toBe(1);
  expect(stage.left.filter(({ method }) => method !== 'GET')).toHaveLength(1);
});
