import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CometAdminClient, type CometAuth } from '../../../src/comet/admin/index.ts';
import { Secret } from '../../../src/core/secret.ts';
import { client, OK, type Step } from './harness.ts';

const CANARY = 'canary-5f2c9c1e';
const PARAM = 'canary-param-77';
const username = 'api-admin';

const logins: Readonly<Record<string, CometAuth>> = {
  password: { type: 'password', username, password: CANARY },
  'wrapped password': { type: 'password', username, password: new Secret(CANARY) },
  totp: { type: 'totp', username, password: CANARY, totp: () => `${CANARY}-code` },
  session: { type: 'session', username, password: CANARY, totp: () => `${CANARY}-code` },
  'session key': { type: 'session-key', username, sessionKey: CANARY },
};

/** Everything that a person or a log might see of a value. */
function visible(value: unknown): string {
  const stack = value instanceof Error ? `${value.message} ${value.stack} ${visible(value.cause)}` : '';
  return `${stack} ${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)} ${String(value)}`;
}

const echo: Step = ({ form, headers }) => {
  const said = `refused ${[...form.values(), ...headers.values()].join(' ')}`;
  return Response.json({ Status: 400, Message: said });
};

/** Answers that go wrong in all ways, some of them repeating everything that was sent. */
const failures: Readonly<Record<string, Step>> = {
  'a refusal that repeats the request': echo,
  'a web page that repeats the request': ({ form }) =>
    new Response(`<html>${[...form.values()].join(' ')}</html>`),
  'an error page that repeats the request': ({ form }) => new Response(`${form}`, { status: 500 }),
  'a truncated answer': new Response(`{"Status":200,"Message":"OK","SessionKey":"${CANARY}`),
  'an answer of another shape': {
    Status: '200',
    Message: CANARY,
    SessionKey: CANARY,
    Profile: { Password: CANARY },
  },
  'a network failure': ({ form, headers }) =>
    Promise.reject(
      new TypeError('fetch failed', {
        cause: new Error(`cannot send ${[...form.values(), ...headers.values()]}`),
      }),
    ),
  'a content type that repeats the request': ({ form, headers }) =>
    new Response('<html>', {
      headers: { 'content-type': `text/html; ${form}${headers.get('x-comet-admin-password')}` },
    }),
  'a redirect': new Response('', { status: 302, headers: { location: 'https://other.example.com/?x=1' } }),
};

describe.each(Object.entries(logins))('with a login by %s', (_name, auth) => {
  test.each(Object.entries(failures))('%s shows no secret', async (_what, failure) => {
    const session: Step[] =
      auth.type === 'session' ? [{ ...OK, SessionKey: `${CANARY}-key`, SessionType: 'admin' }] : [];
    const { comet, events } = client([...session, failure, failure, failure], { auth, retry: { limit: 0 } });
    const profile = { Username: 'a', Destinations: { d: { S3SecretKey: PARAM, Password: PARAM } } } as never;
    const params = { TargetUser: 'a', ProfileData: profile, RequireHash: 'h' };
    const error = await comet.users.setProfileHash(params).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    const upload = await comet.meta
      .resourceNew({ upload: new Uint8Array(1) })
      .catch((thrown: unknown) => thrown);
    for (const seen of [error, upload, comet, events]) {
      expect(visible(seen)).not.toContain(CANARY);
      expect(visible(seen)).not.toContain(PARAM);
    }
  });
});

test('secret parameters do not come back in the words of the server', async () => {
  const { comet } = client([echo, echo]);
  for (const call of [
    comet.users.add({ TargetUser: 'a', TargetPassword: PARAM }),
    comet.users.resetPassword({ TargetUser: 'a', NewPassword: PARAM, OldPassword: PARAM }),
  ]) {
    const error = await call.catch((thrown: unknown) => thrown);
    expect(visible(error)).toContain('refused');
    expect(visible(error)).not.toContain(PARAM);
  }
});

test('secrets at any depth of a parameter do not come back either', async () => {
  const hidden = `${PARAM}"\\`;
  const profile = {
    Username: 'a',
    Sources: { s: { EngineProps: { SMBAUTH0: hidden }, PreExec: [hidden] } },
  } as never;
  const words: Step = () => Response.json({ Status: 400, Message: `refused ${hidden}, least length 10` });
  const { comet } = client([words]);
  const call = comet.users.setProfileHash({ TargetUser: 'a', ProfileData: profile, RequireHash: 'h' });
  const error = await call.catch((thrown: unknown) => thrown);
  expect(visible(error)).toContain('refused [redacted], least length 10');
});

test('a flag about a password is no secret', async () => {
  const { comet } = client([{ Status: 400, Message: 'at least 10 characters' }]);
  const call = comet.users.add({ TargetUser: 'a', TargetPassword: PARAM, RequirePasswordChange: 1 });
  expect(await call.catch((thrown: unknown) => thrown)).toMatchObject({
    message: expect.stringContaining('at least 10 characters'),
  });
});

test('looking for secrets takes no more than linear time', async () => {
  const { comet } = client([echo]);
  const profile = { Username: 'a', AccountName: 'key'.repeat(100_000) } as never;
  const started = performance.now();
  await comet.users
    .setProfileHash({ TargetUser: 'a', ProfileData: profile, RequireHash: 'h' })
    .catch(() => undefined);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('a refused parameter is named, its value is not shown', async () => {
  const { comet } = client([]);
  const wrong = { TargetUser: 'a', TargetPassword: { secret: PARAM } } as never;
  const error = await comet.users.add(wrong).catch((thrown: unknown) => thrown);
  expect(visible(error)).toContain('TargetPassword');
  expect(visible(error)).not.toContain(PARAM);
});

test('a client that acts as a user shows no secret', async () => {
  const started = { ...OK, SessionKey: CANARY, SessionType: 'user' };
  const { comet } = client([started, []], { auth: { type: 'password', username, password: CANARY } });
  const acme = comet.asUser('acme');
  await acme.jobs.list();
  expect(visible(acme)).not.toContain(CANARY);
});

test('a wrong login option is refused without showing it', () => {
  const auth = { type: 'password', username: '', password: CANARY } as const;
  let error: unknown;
  try {
    new CometAdminClient({ baseUrl: 'https://backup.example.com/', auth });
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(Error);
  expect(visible(error)).not.toContain(CANARY);
});
