import { SecretBox } from 'reseller-sdk';
import { describe, expect, it } from 'vitest';
import { HOST, SERVICE, Stage } from './stage.ts';

const sealing = new SecretBox({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }] });

describe('the call that builds', () => {
  it('waits for the rate limit no longer than its outcome is open', async () => {
    const stage = new Stage();
    const posts: number[] = [];
    stage.fake.inject({
      on: ({ operation }) =>
        operation === 'virtualMachines.build' && posts.push(stage.clock.now().getTime()) > 0,
      times: 3,
      fault: {
        kind: 'status',
        status: 429,
        headers: { 'retry-after': '60' },
        body: '{"error":{"code":"rate_limit_reached"}}',
      },
    });
    const began = stage.clock.now().getTime();
    const { record } = await stage.open().request(SERVICE, stage.order);
    expect(record).toMatchObject({ state: 'idle', failure: { code: 'rate_limit_reached' } });
    expect(posts.every((at) => at - began < 90_000)).toBe(true);
    expect(posts.length).toBe(2);
  });

  it('is not sent once its secrets took too long to be opened', async () => {
    const stage = new Stage();
    const secretBox = {
      seal: sealing.seal.bind(sealing),
      open: async (box: string, context: string) => {
        stage.clock.advance(100_000);
        return sealing.open(box, context);
      },
    };
    const secretOptions = [{ key: 'password', value: 'canary' }];
    const { record } = await stage.open({ secretBox }).request(SERVICE, { ...stage.order, secretOptions });
    expect(record).toMatchObject({ state: 'idle', failure: { code: 'BUILD_TOO_LATE' } });
    expect(stage.posted).toEqual([]);
  });

  it.each([302, 303, 307])(
    'that is redirected (%d) may have been done: its machine is looked for',
    async (status) => {
      const stage = new Stage();
      stage.fake.inject({
        on: 'virtualMachines.build',
        fault: { kind: 'redirect', status, location: 'https://other.example.com/' },
      });
      const { record } = await stage.open().request(SERVICE, stage.order);
      expect(record).toMatchObject({ state: 'requesting', failure: { code: 'CONFIG' } });
    },
  );

  it('ends when it gets no answer, and its machine is found', async () => {
    const stage = new Stage();
    stage.fake.inject({ on: 'virtualMachines.build', fault: { kind: 'lost-answer', how: 'silence' } });
    const { record } = await stage.open({ buildTimeoutMs: 30 }).request(SERVICE, stage.order);
    expect(record).toMatchObject({ state: 'requesting', failure: { code: 'TIMEOUT' } });
    await stage.calm(60);
    expect(await stage.record()).toMatchObject({ state: 'built', vmId: stage.ours[0] });
    expect(stage.posted).toHaveLength(1);
  });
});

describe('a host name', () => {
  it('of 63 characters is built, in whatever case it was ordered', async () => {
    const stage = new Stage();
    const hostname = 'Web'.repeat(21);
    await stage.open().request(SERVICE, { ...stage.order, hostname });
    await stage.calm(60);
    expect(await stage.record()).toMatchObject({ state: 'built', hostname: hostname.toLowerCase() });
  });

  it('that the API refuses leaves the service idle; the record keeps its name for the next order', async () => {
    const stage = new Stage();
    const { record } = await stage.open().request(SERVICE, { ...stage.order, hostname: '-web' });
    expect(record).toMatchObject({ state: 'idle', failure: { code: 'validation_error' } });
  });
});

it('a service that is gone can be ordered again, under its host name', async () => {
  const stage = new Stage();
  for (const attempt of [1, 2]) {
    await stage.open().request(SERVICE, { ...stage.order, hostname: attempt === 1 ? HOST : 'other' });
    await stage.calm(60);
    expect(await stage.record()).toMatchObject({ state: 'built', attempt, hostname: HOST, terminate: null });
    await stage.open().terminate(SERVICE, { mode: 'purge' });
    await stage.calm(200);
    expect((await stage.record())?.state).toBe('gone');
  }
  expect(stage.ours).toEqual([]);
});

it('a machine is not restored once the API keeps it no longer', async () => {
  const stage = new Stage();
  await stage.open().request(SERVICE, stage.order);
  await stage.calm(60);
  await stage.open().terminate(SERVICE);
  await stage.calm(60);
  await stage.advance(48 * 3600);
  expect((await stage.open().restore(SERVICE)).refused).toBe('not_restorable');
  await stage.calm(20);
  expect((await stage.record())?.state).toBe('gone');
});
