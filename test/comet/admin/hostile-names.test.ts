import { describe, expect, test } from 'vitest';
import { picker, sample } from './catalogue-oracle.ts';
import { client, OK, rejection } from './harness.ts';

const profile = JSON.stringify(sample('UserProfileConfig', picker(5)), (_key, value: unknown) =>
  typeof value === 'bigint' ? 0 : value,
);
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'Status', 'Message', ''];

describe('names that users choose', () => {
  test('are keys like any other in a list of users', async () => {
    const body = `{${NAMES.map((name) => `${JSON.stringify(name)}:${profile}`).join(',')}}`;
    const { comet } = client([new Response(body)]);
    const users = await comet.users.listFull();
    expect(Object.keys(users).sort()).toEqual([...NAMES].sort());
    expect(Object.getPrototypeOf(users)).toBe(Object.prototype);
    expect(Object.hasOwn(users, '__proto__')).toBe(true);
  });

  test('are checked like any other', async () => {
    const { comet } = client([new Response('{"__proto__":{"Username":7}}')]);
    const error = await rejection(comet.users.listFull());
    expect(error).toMatchObject({ name: 'UnexpectedResponseError' });
    expect(error.message).toContain('__proto__.Username: expected a string, got a number');
  });

  test('go on the wire as they are', async () => {
    const { comet, seen } = client([OK, OK]);
    await comet.users.delete({ TargetUser: '__proto__' });
    const hooks: unknown = JSON.parse('{"__proto__":{"URL":"https://a.example.com/"}}');
    await comet.meta.webhookOptionsSet({ WebhookOptions: hooks as never });
    expect(seen[0]?.form.get('TargetUser')).toBe('__proto__');
    expect(seen[1]?.form.get('WebhookOptions')).toBe('{"__proto__":{"URL":"https://a.example.com/"}}');
  });
});
