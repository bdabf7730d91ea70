import { expect } from 'vitest';
import { SERVICE, type Stage } from './stage.ts';

function expectOnce(ids: readonly string[], what: string): void {
  expect(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    what,
  ).toEqual([]);
}

const WAITING = new Set(['requesting', 'building', 'terminating', 'trashed', 'purging']);

/** What holds at every moment of a life, whatever fails (contract 12.11). */
export function expectLawful(stage: Stage): void {
  expectOnce(stage.posted, 'one build POST per request id');
  const made = [...stage.fake.state.builds.values()].flatMap(({ annotations }) =>
    annotations.flatMap(({ value }) => (value ? [value] : [])),
  );
  expectOnce(made, 'one build per request id');
  expectOnce(
    stage.saved.flatMap(({ events }) => events.map(({ id }) => id)),
    'one event per id',
  );
  let version = 0;
  for (const { record, events } of stage.saved.filter(({ record }) => record.serviceId === SERVICE)) {
    expect(record.version, 'one line of versions').toBeGreaterThan(version);
    version = record.version;
    const isDue = record.nextPollAt !== null;
    expect(isDue, `${record.state} is due again or done`).toBe(
      WAITING.has(record.state) || (record.state === 'built' && record.stopAt !== null),
    );
    if (!events.some(({ type }) => type === 'vm.built')) continue;
    expect(record, 'built with password and address').toMatchObject({
      state: 'built',
      rootPassword: expect.stringMatching(/^v1\./),
      primaryIp: expect.any(String),
    });
  }
  expectForeignUntouched(stage);
}

function expectForeignUntouched(stage: Stage): void {
  const { virtualMachines, trash } = stage.fake.state;
  const trashed = new Set([...trash.values()].map(({ object_id }) => object_id));
  for (const [id, state] of stage.foreign) {
    expect(virtualMachines.get(id)?.state, 'a foreign machine is as it was').toBe(state);
    expect(trashed.has(id), 'a foreign machine is not in the trash').toBe(false);
    const writes = stage.left.filter(({ method, body }) => method !== 'GET' && body.includes(id));
    expect(writes, 'nothing is asked of a foreign machine').toEqual([]);
  }
}
