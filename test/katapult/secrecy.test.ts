import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ValidationError } from '../../src/core/errors/api.ts';
import { Secret } from '../../src/core/secret.ts';
import { KatapultConnection, type KatapultToken } from '../../src/katapult/index.ts';
import { client, rejection, type Seen, type Step } from './harness.ts';

const CANARY = 'canary-5f2c9c1e';
const PARAM = 'canary-param-77';
const HELD = 'canary-held-3b';
const VM = { virtual_machine: { id: 'vm_a1' } };

/** Everything that a person or a log might see of a value. */
function visible(value: unknown): string {
  const stack = value instanceof Error ? `${value.message} ${value.stack} ${visible(value.cause)}` : '';
  return `${stack} ${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)} ${String(value)}`;
}

const sent = ({ headers, body, url }: Seen): string => [...headers.values(), body, url.href].join(' ');
const refusal = (description: string, detail: object = {}, status = 422): Response =>
  Response.json(
    { error: { code: 'validation_error', description, detail } },
    { status, headers: { 'x-api-schema': 'json-error' } },
  );

/** Members in which the API hands out secrets (contract 4.8). */
const secretMembers = {
  initial_root_password: HELD,
  secret: HELD,
  s3_secret_access_key: HELD,
  private_key: HELD,
  backend_certificate_key: HELD,
  console_session: { id: 'cs_1', url: `https://console.example.com/${HELD}` },
  presigned_url: `https://storage.example.com/?sig=${HELD}`,
  attributes: [{ key: 'password', value: HELD, protect: true }],
};

const failures: Readonly<Record<string, Step>> = {
  'a refusal that repeats the request': (seen) =>
    refusal(`refused ${sent(seen)}`, { errors: [sent(seen)], details: sent(seen), [sent(seen)]: sent(seen) }),
  'a refusal whose code repeats the request': (seen) =>
    Response.json({ error: { code: sent(seen) } }, { status: 400 }),
  'a refusal that hands out secrets': () => refusal('no', { ...secretMembers, list: [secretMembers] }),
  'a refusal whose list of errors hands out secrets': () => refusal('no', { errors: [secretMembers] }),
  'a refusal whose words hand out a secret': () =>
    refusal(`{"initial_root_password":"${HELD}"}`, {
      errors: `private_key: ${HELD}`,
      details: `"secret" => ${HELD}`,
    }),
  'a refusal without a code whose words hand out a secret': () =>
    Response.json({ message: `initial_root_password is ${HELD}` }, { status: 500 }),
  'a text in JSON that hands out a secret': () => Response.json(`initial_root_password is ${HELD}`),
  'a refusal without a code that hands out secrets': () => Response.json(secretMembers, { status: 500 }),
  'a web page that repeats the request': (seen) => new Response(`<html>${sent(seen)}</html>`),
  'an error page that repeats the request': (seen) => new Response(sent(seen), { status: 500 }),
  'an error page that hands out a secret': () =>
    new Response(`initial_root_password => ${HELD}`, { status: 500 }),
  'a truncated answer': () => new Response(`{"virtual_machine":{"initial_root_password":"${HELD}`),
  'a truncated refusal': () => new Response(`{"error":{"initial_root_password":"${HELD}`, { status: 400 }),
  'an answer of another shape': () => Response.json({ virtual_machine: [secretMembers], task: HELD }),
  'an answer in a list': () => Response.json([secretMembers]),
  'a network failure': (seen) =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error(`cannot send ${sent(seen)}`) })),
  'headers that repeat the request': (seen) => {
    const echo = sent(seen).replace(/[^\x20-\x7e]/g, ' ');
    return new Response('<html>', { headers: { 'content-type': echo, 'x-request-id': echo } });
  },
  'a redirect': () =>
    new Response('', {
      status: 302,
      headers: { location: `https://other.example.com/${CANARY}?x=${HELD}` },
    }),
};

const tokens: Readonly<Record<string, KatapultToken>> = {
  'a token': CANARY,
  'a wrapped token': new Secret(CANARY),
  'a token function': async () => CANARY,
};

describe.each(Object.entries(tokens))('with %s', (_name, token) => {
  test.each(Object.entries(failures))('%s shows no secret', async (_what, failure) => {
    const build = {
      organization: { id: 'org_1' },
      package: { permalink: 'small' },
      disk_template_options: [{ key: 'root_password', value: PARAM }],
    };
    const spec = { organization: { id: 'org_1' }, xml: `<Option key="password">${PARAM}</Option>` };
    for (const call of ['build', 'buildFromSpec', 'get'] as const) {
      const { katapult, events } = client([failure, failure, failure], { token, retry: { limit: 0 } });
      const calls = {
        build: () => katapult.virtualMachines.build(build),
        buildFromSpec: () => katapult.virtualMachines.buildFromSpec(spec),
        get: () => katapult.virtualMachines.get(VM),
      };
      const error = await rejection(calls[call]());
      for (const value of [error, katapult, events]) {
        expect(visible(value)).not.toContain(CANARY);
        expect(visible(value)).not.toContain(PARAM);
        expect(visible(value)).not.toContain(HELD);
      }
    }
  });
});

test('secret values of the request are blotted out of the words of the API, nothing else is', async () => {
  const hidden = `Tr0ub&dor "3"`;
  const escaped = 'Tr0ub&amp;dor &quot;3&quot;';
  const xml = `<Option key="admin">${escaped}</Option><Option key="agent">true</Option>`;
  const { katapult } = client([
    refusal(`Option admin ${hidden} (${escaped}) is too short, agent true is fine`),
  ]);
  const error = await rejection(katapult.virtualMachines.buildFromSpec({ organization: { id: 'o' }, xml }));
  expect(error.message).toContain('Option admin [redacted] ([redacted]) is too short, agent true is fine');
});

test.each([
  ['b&#62;&#x26;&lt;', 'b>&<'],
  ['<![CDATA[a<b]]>', 'a<b'],
  ['a>b', 'a>b'],
])('a secret option that is written as %s is known', async (written, meant) => {
  const xml = `<Option key="x>y">${written}</Option>`;
  const { katapult } = client([refusal(`Option x is ${meant}!`)]);
  const error = await rejection(katapult.virtualMachines.buildFromSpec({ organization: { id: 'o' }, xml }));
  expect(error.message).toContain('Option x is [redacted]!');
});

test('a spec that opens sections without end is looked through in no time', async () => {
  const xml = `<Option key="a"><![CDATA[one]]></Option>${'<![CDATA['.repeat(30_000)}`;
  const { katapult } = client([refusal('Option a is one')]);
  const started = performance.now();
  const error = await rejection(katapult.virtualMachines.buildFromSpec({ organization: { id: 'o' }, xml }));
  expect(performance.now() - started).toBeLessThan(1500);
  expect(error.message).toContain('Option a is [redacted]');
});

test('secrets are those that were sent, whatever has become of the parameters', async () => {
  const option = { key: 'root_password', value: PARAM };
  const echo = (seen: Seen): Response => {
    option.value = 'forgotten';
    return refusal(sent(seen));
  };
  const { katapult } = client([echo]);
  const organization = { id: 'org_1' };
  const built = katapult.virtualMachines.build({
    organization,
    package: { permalink: 'small' },
    disk_template_options: [option],
  });
  expect(visible(await rejection(built))).not.toContain(PARAM);
});

test('a lookup is no secret', async () => {
  const { katapult } = client([refusal('No API token was found with apitok_1', {}, 404)]);
  const error = await rejection(katapult.apiTokens.remove({ api_token: { id: 'apitok_1' } }));
  expect(error.message).toContain('apitok_1');
});

test('foreign words are cut at 200 characters, and lists of them at 100', async () => {
  const long = 'word '.repeat(500);
  const { katapult } = client([refusal(long, { errors: Array.from({ length: 500 }, () => long) })]);
  const error = await rejection(katapult.virtualMachines.start(VM));
  expect(error.message.length).toBeLessThan(300);
  expect(JSON.stringify(error).length).toBeLessThan(60_000);
});

test('a refusal that refers to deep things does not break its error', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`);
  const { katapult } = client([refusal('no', deep)]);
  expect(JSON.stringify(await rejection(katapult.virtualMachines.start(VM)))).toContain('[redacted]');
});

const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
const ODD = '{"toString":1,"valueOf":2,"toJSON":3}';

test.each([
  ['errors that are long integers', '{"errors":[12345678901234567890]}', ['12345678901234567890']],
  ['errors that are no texts', `{"errors":[${ODD}, null, 1, true]}`, [ODD, 'null', '1', 'true']],
  ['an endless list of errors', `{"errors":[${DEEP}]}`, [expect.stringMatching(/^\[+"\[redacted\]"\]+$/)]],
  ['a path that is no text', `{"path":[${ODD}]}`, []],
  ['an endless path', `{"path":[${DEEP}]}`, []],
  ['scopes that are no texts', `{"scopes":[${ODD}]}`, []],
  ['endless scopes', `{"scopes":${DEEP}}`, []],
])('%s do not break the error', async (_what, detail, errors) => {
  const body = `{"error":{"code":"validation_error","description":"no","detail":${detail}}}`;
  const { katapult } = client([new Response(body, { status: 422 })]);
  const error = await rejection(katapult.virtualMachines.start(VM));
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toMatchObject({ code: 'validation_error', details: { errors } });
});

test('the name of a secret member is no secret', async () => {
  const { katapult } = client([refusal('no', { path: ['properties', 'private_key'] })]);
  const error = await rejection(katapult.virtualMachines.start(VM));
  expect(error.message).toContain('argument properties.private_key');
});

test('a wrong token is refused without showing it', () => {
  for (const token of [`${CANARY} ${CANARY}`, new Secret(`${CANARY}\u00fc`)]) {
    let error: unknown;
    try {
      new KatapultConnection({ token });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect(visible(error)).not.toContain(CANARY);
  }
});
