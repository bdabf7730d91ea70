import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { flattenFieldErrors } from '../../src/fleio/field-errors.ts';
import { FleioConnection, type FleioToken } from '../../src/fleio/index.ts';
import { client, rejection, type Seen, type Step, UUID } from './harness.ts';

const CANARY = 'canary-5f2c9c1e';
const PASSWORD = 'canary-password-"77"';
const PROOF = 'canary-proof-3b';
const HASH = `${UUID}:1767614400:${PROOF}`;

/** Everything that a person or a log might see of a value. */
function visible(value: unknown): string {
  const stack = value instanceof Error ? `${value.message} ${value.stack} ${visible(value.cause)}` : '';
  return `${stack} ${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)} ${String(value)}`;
}

const sent = ({ headers, body, url }: Seen): string => [...headers.values(), body, url.href].join(' ');

const failures: Readonly<Record<string, Step>> = {
  'a refusal that repeats the request': (seen) => Response.json({ detail: sent(seen) }, { status: 400 }),
  'a map of fields that repeats the request': (seen) =>
    Response.json({ [sent(seen)]: [sent(seen)], user: { password: [sent(seen)] } }, { status: 400 }),
  'a refusal that hands out a proof': () =>
    Response.json({ detail: `see https://my.example.com/sso?hash_val=${PROOF}&x` }, { status: 400 }),
  'a refusal that quotes JSON with a proof': () =>
    Response.json({ detail: JSON.stringify({ detail: `{"hash_val": "${PROOF}"}` }) }, { status: 400 }),
  'a refusal with the address of a proof': () =>
    Response.json({ detail: `go to ${encodeURIComponent(`/sso?hash_val=${PROOF}`)}` }, { status: 400 }),
  'a refusal with an encoded proof of milliseconds': () =>
    Response.json({ detail: encodeURIComponent(`${UUID}:1767614400123:${PROOF}`) }, { status: 400 }),
  'a refusal that is a proof': () => Response.json({ detail: HASH }, { status: 400 }),
  'a map of fields that hands out a proof': () => Response.json({ hash_val: [PROOF] }, { status: 400 }),
  'a failure that repeats the request': (seen) => new Response(sent(seen), { status: 500 }),
  'a web page that repeats the request': (seen) => new Response(`<html>${sent(seen)} ${HASH}</html>`),
  'a text that repeats the request': (seen) => new Response(sent(seen)),
  'a truncated answer': () => new Response(`{"hash_val":"${HASH}`),
  'an answer of another shape': () => Response.json([{ hash_val: HASH, password: PASSWORD }]),
  'a network failure': (seen) =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error(`cannot send ${sent(seen)}`) })),
  'headers that repeat the request': (seen) => {
    const echo = sent(seen).replace(/[^\x20-\x7e]/g, ' ');
    return new Response('<html>', { headers: { 'content-type': echo, 'x-request-id': echo } });
  },
  'a redirect': () =>
    new Response('', { status: 302, headers: { location: `https://other.example.com/${CANARY}/${PROOF}` } }),
};

const tokens: Readonly<Record<string, FleioToken>> = {
  'a token': CANARY,
  'a wrapped token': new Secret(CANARY),
  'a token function': async () => CANARY,
};

const created = () => ({
  external_billing_id: UUID,
  currency: 'EUR',
  user: { email: 'ada@example.com', password: PASSWORD, external_billing_id: UUID },
});

describe.each(Object.entries(tokens))('with %s', (_name, token) => {
  test.each(Object.entries(failures))('%s shows no secret', async (_what, failure) => {
    for (const call of ['create', 'createSession', 'retrieve'] as const) {
      const { fleio, events } = client([failure, failure, failure], { token, retry: { limit: 0 } });
      const calls = {
        create: () => fleio.clients.create(created()),
        createSession: () => fleio.sso.createSession({ euid: UUID }),
        retrieve: () => fleio.clients.retrieve({ id: 7 }),
      };
      const error = await rejection(calls[call]());
      // What a response event says of the request id is the server's word, not checked for echoes.
      const said = events.map((event) => ({ ...event, requestId: undefined }));
      for (const value of [error, fleio, said]) {
        expect(visible(value)).not.toContain(CANARY);
        expect(visible(value)).not.toContain('canary-password');
        expect(visible(value)).not.toContain(PROOF);
      }
    }
  });
});

test.each([`${UUID}:soon:${PROOF}`, `someone:1767614400:${PROOF}`, HASH.replaceAll(':', ';')])(
  'a proof that does not fit is not shown',
  async (hash_val) => {
    const { fleio } = client([{ hash_val }]);
    expect(visible(await rejection(fleio.sso.createSession({ euid: UUID })))).not.toContain(PROOF);
  },
);

test('a text in place of a proof is not shown', async () => {
  const { fleio } = client([new Response(PROOF)]);
  expect(visible(await rejection(fleio.sso.createSession({ euid: UUID })))).not.toContain(PROOF);
});

test('a password is one that was sent, whatever has become of the parameters', async () => {
  const params = created();
  const echo = (seen: Seen): Response => {
    params.user.password = 'forgotten';
    return Response.json({ detail: sent(seen) }, { status: 400 });
  };
  const error = await rejection(client([echo]).fleio.clients.create(params));
  expect(visible(error)).not.toContain('canary-password');
});

test('words about a password are shown, an external id is no secret', async () => {
  const user = { password: ['This password is too common.'], external_billing_id: [`${UUID} is taken.`] };
  const { fleio } = client([Response.json({ user }, { status: 400 })]);
  const error = await rejection(fleio.clients.create(created()));
  expect(error.message).toContain('user.password: This password is too common.');
  expect(error.message).toContain(`${UUID} is taken.`);
});

test('a wrong password is refused without showing it', async () => {
  const { fleio } = client([]);
  const user = { email: '', password: PASSWORD, external_billing_id: UUID };
  expect(visible(await rejection(fleio.clients.create({ ...created(), user })))).not.toContain('canary');
});

test('foreign words are cut at 200 characters, and lists of them at 100', async () => {
  const long = 'word '.repeat(500);
  const fields = Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`f${index}`, [long]]));
  const { fleio } = client([Response.json(fields, { status: 400 })]);
  const error = await rejection(fleio.clients.retrieve({ id: 7 }));
  expect(error.message.length).toBeLessThan(300);
  expect(JSON.stringify(error).length).toBeLessThan(40_000);
});

test('a refusal of any width is soon done with', async () => {
  const cleaned: string[] = [];
  const clean = (text: string): string => {
    cleaned.push(text);
    return text;
  };
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_none, index) => [`f${index}`, {}]));
  expect(flattenFieldErrors([wide, wide, { last: ['A'] }], clean)).toEqual({});
  expect(cleaned.length).toBeLessThan(1100);
  const messages = flattenFieldErrors({ a: Array.from({ length: 5000 }, () => 'A'), b: ['B'] }, clean);
  expect(messages['a']).toHaveLength(100);
  expect(messages).not.toHaveProperty('b');
});

test('fields named as members of all objects are fields like others', async () => {
  const { fleio } = client([new Response('{"__proto__":{"x":["A"]},"constructor":["B"]}', { status: 400 })]);
  const error = await rejection(fleio.clients.retrieve({ id: 7 }));
  expect(error).toMatchObject({ details: { fieldErrors: { '__proto__.x': ['A'], constructor: ['B'] } } });
});

test('a refusal that refers to deep things does not break its error', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`);
  const { fleio } = client([Response.json(deep, { status: 400 })]);
  expect((await rejection(fleio.clients.retrieve({ id: 7 }))).name).toBe('ValidationError');
});

test('a wrong token is refused without showing it', () => {
  const baseUrl = 'https://cloud.example.com/staffapi';
  for (const token of [`${CANARY} ${CANARY}`, new Secret(`${CANARY}\u00fc`)]) {
    let error: unknown;
    try {
      new FleioConnection({ token, baseUrl });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect(visible(error)).not.toContain(CANARY);
  }
});
