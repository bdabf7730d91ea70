import {
  collectEvents,
  FakeClock,
  FakeCometPortal,
  FakeCometServer,
  fakeProfile,
  seededRandom,
} from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { stringifyJson } from '../../src/core/http/json.ts';
import { admin, post } from './comet/call.ts';

const NewField = { shared: [1] };
const seed = { users: [{ ...fakeProfile({ Username: 'acme' }), NewField }] };

async function story(fake: FakeCometServer): Promise<string> {
  const answers = [
    await admin(fake, 'account/session-start'),
    await admin(fake, 'add-user', { TargetUser: 'b', TargetPassword: 'long enough', StoreRecoveryCode: '1' }),
    await admin(fake, 'request-storage-vault', { TargetUser: 'b', StorageProvider: 'fake-storage' }),
    await admin(fake, 'get-user-profile-and-hash', { TargetUser: 'b' }),
    await admin(fake, 'meta/version'),
  ];
  return stringifyJson(answers);
}

describe('two fakes', () => {
  test('with the same seed give the same answers to the same calls', async () => {
    expect(await story(new FakeCometServer(seed))).toBe(await story(new FakeCometServer(seed)));
    const other = new FakeCometServer({ ...seed, random: seededRandom(2) });
    expect(await story(other)).not.toBe(await story(new FakeCometServer(seed)));
  });

  test('share nothing: neither state nor sessions, logs, faults, nor the objects of a seed', async () => {
    const one = new FakeCometServer(seed);
    const two = new FakeCometServer(seed);
    one.inject({ on: 'AdminMetaVersion', fault: { kind: 'empty' } });
    const profile = one.profile('acme');
    profile.AccountName = 'changed';
    Object.assign(Reflect.get(profile, 'NewField'), { shared: [2] });
    await admin(one, 'account/session-start');
    await admin(one, 'delete-user', { TargetUser: 'acme' });
    expect(two.profile('acme')).toMatchObject({ AccountName: '', NewField: { shared: [1] } });
    expect(NewField).toEqual({ shared: [1] });
    expect([two.openSessions, two.requests]).toEqual([0, []]);
    expect(await admin(two, 'meta/version')).toHaveProperty('Version');
  });

  test('portals neither', async () => {
    const rows = [{ Item: 'Device - acme' }];
    const [one, two] = [
      new FakeCometPortal({ billingHistory: rows }),
      new FakeCometPortal({ billingHistory: rows }),
    ];
    one.state.billingHistory.push({ Item: 'another' });
    const headers = { authorization: 'Bearer fake-portal-token' };
    await post(one, '/api/v1/license/create_license', {}, headers);
    expect([two.state.billingHistory, two.state.licenses, rows.length]).toEqual([rows, [], 1]);
  });
});

describe('helpers', () => {
  test('a clock that stands still until it is moved', async () => {
    const clock = new FakeClock('2026-01-05T09:00:00+01:00');
    expect(clock.now()).toEqual(clock.now());
    expect(clock.advance(1500).toISOString()).toBe('2026-01-05T08:00:01.500Z');
    await clock.sleep(500);
    expect(clock.now().toISOString()).toBe('2026-01-05T08:00:02.000Z');
    await expect(clock.sleep(1, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    clock.set(new Date(0));
    clock.now().setFullYear(2000);
    expect(clock.now().getTime()).toBe(0);
    expect(() => clock.set('2026-01-05T09:00:00')).toThrow('not an instant');
  });

  test('events are collected by type', () => {
    const { onEvent, events, ofType, clear } = collectEvents<
      { type: 'request'; url: string } | { type: 'retry'; delayMs: number }
    >();
    onEvent({ type: 'request', url: 'u' });
    onEvent({ type: 'retry', delayMs: 5 });
    expect([events.length, ofType('retry').map(({ delayMs }) => delayMs)]).toEqual([2, [5]]);
    clear();
    expect(events).toEqual([]);
  });

  test('a seeded random stays in [0, 1) and repeats itself', () => {
    const [one, two] = [seededRandom(42), seededRandom(42)];
    const numbers = Array.from({ length: 1000 }, one);
    expect(numbers).toEqual(Array.from({ length: 1000 }, two));
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(990);
  });
});
