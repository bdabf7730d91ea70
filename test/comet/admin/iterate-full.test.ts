import { billingFields } from 'reseller-sdk/comet/usage';
import { fakeProfile } from 'reseller-sdk/testing';
import { describe, expect, it, test } from 'vitest';
import { client, OK, rejection, SESSION, type Step } from './harness.ts';

const encoder = new TextEncoder();
const HEAD = 64 * 1024;

/** A body in pieces, and what became of it. */
function body(text: string, size: number, { endless = false } = {}) {
  const bytes = encoder.encode(text);
  const seen = { pulled: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = bytes.slice(seen.pulled, seen.pulled + size);
        seen.pulled += piece.length;
        if (piece.length > 0) controller.enqueue(piece);
        else if (!endless) controller.close();
        return piece.length === 0 && endless ? new Promise<void>(() => undefined) : undefined;
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, step: new Response(stream) };
}

const accounts = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_item, index) => {
      const Username = `customer-${index}`;
      return [Username, fakeProfile({ Username, AccountName: `Ünïcode ${index} 😀` })] as const;
    }),
  );

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const full = (step: Step) => client([step]).comet.users.iterateFull();

describe('users.iterateFull', () => {
  test.each([1, 4, 100])('gives %d accounts as listFull does, however the answer is cut', async (count) => {
    const text = JSON.stringify(accounts(count));
    const list = await client([new Response(text)]).comet.users.listFull();
    for (const size of [7, 1000, text.length]) {
      const entries = await collect(full(body(text, size).step));
      expect(Object.fromEntries(entries.map(({ username, profile }) => [username, profile]))).toEqual(list);
    }
  });

  test('gives the parts of profiles that are asked for, and keeps integers beyond 2^53', async () => {
    const vault = { DestinationType: 1003, Statistics: { ClientProvidedSize: { Size: 'SIZE' } } };
    const profile = {
      ...fakeProfile({ Username: 'ann' }),
      Destinations: { v: { ...vault, S3SecretKey: 'x' } },
      Devices: { d: { FriendlyName: 'HOST', RegistrationTime: 1_780_000_000, PublicKey: 'x' } },
    };
    const text = JSON.stringify({ ann: profile }).replace('"SIZE"', '9007199254740993');
    const { comet } = client([new Response(text)]);
    const [entry] = await collect(comet.users.iterateFull({ fields: billingFields }));
    expect(entry).toMatchObject({ username: 'ann', profile: { Username: 'ann', IsSuspended: false } });
    expect(Object.keys(entry?.profile ?? {})).not.toContain('AccountName');
    expect(entry?.profile.Devices).toEqual({
      d: { FriendlyName: 'HOST', RegistrationTime: 1_780_000_000 },
    });
    expect(entry?.profile.Destinations).toEqual({
      v: { ...vault, Statistics: { ClientProvidedSize: { Size: 9_007_199_254_740_993n } } },
    });
  });

  test.each(['{}', 'null', ' null\n'])('gives nothing for %j', async (text) => {
    expect(await collect(full(new Response(text)))).toEqual([]);
  });

  test('sends nothing before its first step', async () => {
    const { comet, seen } = client([{}]);
    const iteration = comet.users.iterateFull();
    expect(seen).toHaveLength(0);
    expect(await iteration.next()).toMatchObject({ done: true });
    expect(seen).toMatchObject([{ path: '/api/v1/admin/list-users-full' }]);
  });

  test('reads no further than it is asked to, and lets go of the rest', async () => {
    const text = JSON.stringify(accounts(200));
    const { seen, step } = body(text, 1000);
    for await (const { username } of full(step)) {
      if (username === 'customer-3') break;
    }
    expect(seen.cancelled).toBe(true);
    expect(seen.pulled).toBeLessThan(HEAD + 10_000);
  });

  describe('throws', () => {
    it.each([1, 10, 1000])('a refusal in a 200, in pieces of %d', async (size) => {
      const { step } = body(JSON.stringify({ Status: 404, Message: 'no' }), size);
      expect(await rejection(collect(full(step)))).toMatchObject({ name: 'NotFoundError', status: 200 });
    });

    it('a refusal by its status', async () => {
      const step = Response.json({ Status: 500, Message: 'no' }, { status: 500 });
      expect(await rejection(collect(full(step)))).toMatchObject({ name: 'ServerError' });
    });

    it.each(['<html>portal</html>', '[]', '"x"', '', '7'])('what is no list, such as %j', async (text) => {
      const error = await rejection(collect(full(new Response(text))));
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', operation: 'AdminListUsersFull' });
    });

    it('a list that breaks off, behind the profiles that came', async () => {
      const text = JSON.stringify(accounts(100));
      const { step } = body(text.slice(0, -5000), 1000);
      const names: string[] = [];
      const reading = (async () => {
        for await (const { username } of full(step)) names.push(username);
      })();
      const error = await rejection(reading);
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', outcomeUnknown: false });
      expect(String(error)).toContain(`the JSON is broken after ${names.length} profiles`);
      expect(names.length).toBeGreaterThan(50);
    });

    it('a profile of another shape, with its path and without what it holds', async () => {
      const text = JSON.stringify({ ...accounts(1), odd: { ...fakeProfile(), Username: ['canary'] } });
      const error = await rejection(collect(full(new Response(text))));
      expect(error).toMatchObject({
        issues: [{ path: 'odd.Username', message: 'expected a string, got a list' }],
      });
      expect(JSON.stringify(error) + String(error)).not.toContain('canary');
    });

    it('the same of a part of a profile', async () => {
      const { comet } = client([{ odd: { Devices: { d: { FriendlyName: 7 } } } }]);
      const error = await rejection(collect(comet.users.iterateFull({ fields: billingFields })));
      expect(error).toMatchObject({ issues: [{ path: 'odd.Devices.d.FriendlyName' }] });
    });

    it('what the parser says of broken JSON without its words, which quote the text', async () => {
      const error = await rejection(collect(full(new Response('{"ann":{"TOTPKey":canary}}'))));
      expect(error).toMatchObject({ name: 'UnexpectedResponseError' });
      expect(String(error) + JSON.stringify(error)).not.toContain('canary');
    });

    it('an abort in the middle, at once', async () => {
      const abort = new AbortController();
      const { seen, step } = body(JSON.stringify(accounts(60)).slice(0, -1), 100_000, { endless: true });
      const { comet } = client([step]);
      const reading = (async () => {
        for await (const { username } of comet.users.iterateFull({}, { signal: abort.signal })) {
          if (username === 'customer-40') setTimeout(() => abort.abort(), 5);
        }
      })();
      expect(await rejection(reading)).toMatchObject({ name: 'AbortedError' });
      expect(seen.cancelled).toBe(true);
    });

    it('silence that lasts longer than the timeout', async () => {
      const { step } = body(JSON.stringify(accounts(60)).slice(0, -1), 100_000, { endless: true });
      const { comet } = client([step]);
      const error = await rejection(collect(comet.users.iterateFull({}, { timeout: 20 })));
      expect(error).toMatchObject({ name: 'TimeoutError' });
    });
  });

  test('begins a new session where the old one is refused', async () => {
    const started = (key: string) => ({ ...OK, SessionKey: key, SessionType: 'admin' });
    const refused = { Status: 403, Message: 'Unauthorised' };
    const steps = [started('key-1'), refused, started('key-2'), accounts(1)];
    const { comet, seen } = client(steps, { auth: SESSION });
    expect(await collect(comet.users.iterateFull())).toHaveLength(1);
    expect(seen).toHaveLength(4);
  });
});
