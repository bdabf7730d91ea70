import { describe, expect, test } from 'vitest';
import type { UserProfileConfig } from '../../../src/comet/admin/index.ts';
import { picker, sample } from './catalogue-oracle.ts';
import { client, OK, rejection, type Step } from './harness.ts';

const base = sample('UserProfileConfig', picker(3)) as object;
const READ = '/api/v1/admin/get-user-profile-and-hash';
const WRITE = '/api/v1/admin/set-user-profile-hash';

/** A profile as JSON text, with more text in it. */
function profileText(more = ''): string {
  const text = JSON.stringify({ ...base, Username: 'acme', IsSuspended: false }, (_key, value: unknown) =>
    typeof value === 'bigint' ? 0 : value,
  );
  return more === '' ? text : `${text.slice(0, -1)},${more}}`;
}

function read(hash: string, more = ''): Step {
  return new Response(`{"Status":200,"Message":"OK","ProfileHash":"${hash}","Profile":${profileText(more)}}`);
}

const conflict: Step = { Status: 400, Message: 'hash mismatch' };
const lost: Step = () => Promise.reject(new TypeError('connection reset'));
const suspend = (profile: UserProfileConfig): void => {
  profile.IsSuspended = true;
};

describe('users.updateProfile', () => {
  test('keeps what it does not know, at every depth, byte for byte', async () => {
    const more =
      '"New":{"deep":[{"x":null},[],{}]},"Big":9223372036854775807,"BigUnsigned":18446744073709551615,"__proto__":{"y":1}';
    const { comet, seen } = client([read('h1', more), OK]);
    await comet.users.updateProfile('acme', suspend);
    const sent = seen[1]?.form.get('ProfileData');
    expect(sent).toBe(profileText(more).replace('"IsSuspended":false', '"IsSuspended":true'));
    expect(seen[1]?.form.get('RequireHash')).toBe('h1');
    expect(seen.map(({ path }) => path)).toEqual([READ, WRITE]);
  });

  test('an edit that changes nothing writes nothing, wherever it looked', async () => {
    const { comet, seen } = client([read('h1', '"__proto__":{"y":1},"Big":9223372036854775807')]);
    const outcome = await comet.users.updateProfile('acme', (profile) => {
      profile.AccountName = `${profile.AccountName}`;
      Object.assign(profile, { Missing: undefined });
    });
    expect(outcome).toMatchObject({ changed: false, hash: 'h1' });
    expect(seen).toHaveLength(1);
  });

  test('every difference counts, also a removed member and a key like __proto__', async () => {
    const edits: ((profile: UserProfileConfig) => void)[] = [
      (profile) => Reflect.deleteProperty(profile, 'New'),
      (profile) => Object.assign(profile, { New: { list: [1, 2, 3] } }),
      (profile) => Object.assign(profile, { New: { list: [2, 1] } }),
      (profile) => Object.defineProperty(profile, '__proto__', { value: 1, enumerable: true }),
      (profile) => Object.assign(profile, { New: null }),
    ];
    for (const edit of edits) {
      const { comet, seen } = client([read('h1', '"New":{"list":[1,2]}'), OK]);
      expect(await comet.users.updateProfile('acme', edit)).toMatchObject({ changed: true });
      expect(seen).toHaveLength(2);
    }
  });

  test('the edit may wait, and gets a copy of its own each time', async () => {
    const { comet, seen } = client([read('h1'), conflict, read('h2'), OK]);
    const given: UserProfileConfig[] = [];
    await comet.users.updateProfile('acme', async (profile) => {
      await Promise.resolve();
      given.push(profile);
      profile.MaximumDevices = 77;
    });
    expect(given).toHaveLength(2);
    expect(given[0]).not.toBe(given[1]);
    expect(seen[3]?.form.get('RequireHash')).toBe('h2');
  });

  test('an edit that gives back another object is refused, because it would be lost', async () => {
    const { comet, seen } = client([read('h1')]);
    const edit = (profile: UserProfileConfig) => ({ ...profile, IsSuspended: true }) as unknown as undefined;
    expect(await rejection(comet.users.updateProfile('acme', edit))).toMatchObject({
      name: 'InvalidInputError',
    });
    expect(seen).toHaveLength(1);
  });

  test('an edit that throws ends the update, nothing is written', async () => {
    const { comet, seen } = client([read('h1')]);
    const edit = () => {
      throw new Error('no such vault');
    };
    expect((await rejection(comet.users.updateProfile('acme', edit))).message).toBe('no such vault');
    expect(seen).toHaveLength(1);
  });

  test('waits longer after each conflict, with jitter', async () => {
    const rounds = ['h1', 'h2', 'h3', 'h4'].flatMap((hash) => [read(hash), conflict]);
    const { comet, sleeps } = client([...rounds, read('h5')]);
    const error = await rejection(comet.users.updateProfile('acme', suspend));
    expect(error).toMatchObject({ name: 'ConflictError', code: 'CONFLICT' });
    expect(error.cause).toMatchObject({ name: 'ValidationError' });
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('cause');
    expect(sleeps).toEqual([100, 200, 400]);
  });

  describe('an edit that adds up', () => {
    const grow = (profile: UserProfileConfig): void => {
      profile.MaximumDevices += 5;
    };
    const before = profileText().replace(/"MaximumDevices":\d+/, '"MaximumDevices":10');
    const grown = before.replace('"MaximumDevices":10', '"MaximumDevices":15');
    const answer = (hash: string, profile: string) =>
      new Response(`{"Status":200,"Message":"OK","ProfileHash":"${hash}","Profile":${profile}}`);

    test('is not applied twice when an answer was lost', async () => {
      const { comet, seen } = client([answer('h1', before), lost, answer('h2', grown)]);
      expect(await comet.users.updateProfile('acme', grow)).toMatchObject({ changed: true, hash: 'h2' });
      expect(seen).toHaveLength(3);
    });

    test('is not applied twice when a lost write arrives after a look that missed it', async () => {
      const late = [answer('h1', before), lost, answer('h1', before), conflict, answer('h2', grown)];
      const { comet, seen } = client(late);
      expect(await comet.users.updateProfile('acme', grow)).toMatchObject({ changed: true, hash: 'h2' });
      expect(seen).toHaveLength(5);
    });

    test('is not called refused while a lost write may still arrive', async () => {
      const steps = [answer('h1', before), lost, answer('h1', before), conflict, answer('h1', before)];
      const { comet, seen } = client(steps, { retry: { limit: 0 } });
      const error = await rejection(comet.users.updateProfile('acme', grow));
      expect(error).toMatchObject({ name: 'TransportError', outcomeUnknown: true });
      expect(seen).toHaveLength(5);
    });

    test('is applied again after a conflict, even when somebody else made the same change', async () => {
      const { comet, seen } = client([answer('h1', before), conflict, answer('h2', grown), OK]);
      await comet.users.updateProfile('acme', grow);
      expect(seen[3]?.form.get('ProfileData')).toContain('"MaximumDevices":20');
    });
  });

  test('an abort ends it at once, also while it waits', async () => {
    const abort = new AbortController();
    const { comet } = client([read('h1'), conflict, read('h2')], {
      sleep: () => {
        abort.abort(new Error('enough'));
        return Promise.reject(abort.signal.reason);
      },
    });
    const error = await rejection(comet.users.updateProfile('acme', suspend, { signal: abort.signal }));
    expect(error).toMatchObject({ name: 'AbortedError' });
  });

  test('a deadline that passes before a pause is a timeout, not an abort', async () => {
    const { comet, clock } = client([
      read('h1'),
      conflict,
      () => {
        clock.now += 1000;
        return new Response(`{"Status":200,"Message":"OK","ProfileHash":"h2","Profile":${profileText()}}`);
      },
    ]);
    const error = await rejection(comet.users.updateProfile('acme', suspend, { deadline: 900 }));
    expect(error).toMatchObject({ name: 'TimeoutError', deadlineMs: 900, outcomeUnknown: false });
  });

  test('an aborted write is not looked up', async () => {
    const abort = new AbortController();
    const { comet, seen } = client([
      read('h1'),
      () => {
        abort.abort();
        return new Promise<Response>(() => undefined);
      },
    ]);
    const error = await rejection(comet.users.updateProfile('acme', suspend, { signal: abort.signal }));
    expect(error).toMatchObject({ name: 'AbortedError', outcomeUnknown: true });
    expect(seen).toHaveLength(2);
  });

  test('the deadline holds for the whole update', async () => {
    const { comet, clock } = client([
      read('h1'),
      () => {
        clock.now += 5000;
        return Response.json(conflict);
      },
    ]);
    const error = await rejection(comet.users.updateProfile('acme', suspend, { deadline: 4000 }));
    expect(error).toMatchObject({ name: 'ValidationError' });
  });
});
