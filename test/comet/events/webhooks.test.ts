import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import type { WebhookOption } from '../../../src/comet/admin/types/index.ts';
import {
  editWebhook,
  parseWebhookEvent,
  planWebhookEdit,
  verifyWebhookSecret,
  type WebhookSpec,
  webhookKey,
  webhookOption,
} from '../../../src/comet/events/index.ts';
import { ConfigError, InvalidInputError, Secret } from '../../../src/index.ts';
import { BASE_URL, PASSWORD } from './harness.ts';

const BODY =
  '{"Actor":"","OwnerOrganizationID":"","ResourceID":"job-9","Type":4201,"Timestamp":1757000061,"TypeString":"SEVT_JOB_COMPLETED","Data":{"GUID":"job-9","Status":7002}}';
const bytes = (text: string) => new TextEncoder().encode(text);

describe('parseWebhookEvent', () => {
  test('reads text and bytes alike', () => {
    expect(parseWebhookEvent(BODY)).toEqual(JSON.parse(BODY));
    expect(parseWebhookEvent(bytes(BODY))).toEqual(JSON.parse(BODY));
  });

  test.each([
    ['an event without data (level none)', '{"OwnerOrganizationID":"","Type":4201}'],
    ['an event of an old server', '{"OwnerOrganizationID":"","Type":4100,"Data":null}'],
    ['members that may be null', '{"Type":4201,"ResourceID":null,"Timestamp":null,"TypeString":null}'],
    ['types and members unheard of', '{"Type":123456,"Novelty":[]}'],
  ])('takes %s', (_name, body) => {
    expect(parseWebhookEvent(body)).toEqual(JSON.parse(body));
  });

  test('keeps integers beyond 2^53 exact', () => {
    expect(parseWebhookEvent('{"Type":4102,"Data":{"Size":18446744073709551615}}').Data).toEqual({
      Size: 18446744073709551615n,
    });
  });

  test.each([
    ['nothing', '', 'WEBHOOK_NOT_JSON'],
    ['no JSON', '<html>secret-page</html>', 'WEBHOOK_NOT_JSON'],
    ['JSON that breaks off', BODY.slice(0, -1), 'WEBHOOK_NOT_JSON'],
    ['a tower of lists', `{"Type":1,"Data":${'['.repeat(1_000_000)}`, 'WEBHOOK_NOT_JSON'],
    ['a tower of objects', `{"Type":1,"Data":${'{"a":'.repeat(200)}1${'}'.repeat(201)}`, 'WEBHOOK_NOT_JSON'],
    ['a list', '[]', 'WEBHOOK_NOT_AN_EVENT'],
    ['null', 'null', 'WEBHOOK_NOT_AN_EVENT'],
    ['a text', '"4201"', 'WEBHOOK_NOT_AN_EVENT'],
    ['no type', '{}', 'WEBHOOK_NOT_AN_EVENT'],
    ['a type among the prototypes', '{"__proto__":{"Type":4201}}', 'WEBHOOK_NOT_AN_EVENT'],
    ['a type that is text', '{"Type":"4201"}', 'WEBHOOK_NOT_AN_EVENT'],
    ['a resource that is an object', '{"Type":4201,"ResourceID":{}}', 'WEBHOOK_NOT_AN_EVENT'],
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d]), 'WEBHOOK_NOT_TEXT'],
    ['too many bytes', new Uint8Array(16_777_217), 'WEBHOOK_TOO_LARGE'],
  ])('refuses %s without quoting it', (_name, body, code) => {
    const thrown = attempt(() => parseWebhookEvent(body));
    expect(thrown).toBeInstanceOf(InvalidInputError);
    expect(thrown).toMatchObject({ code });
    expect(String(thrown)).not.toContain('secret-page');
  });

  test.each([
    ['parsed already', { Type: 4201 }],
    ['without a length', new TextEncoder().encode('{"Type":4201}').buffer],
    ['null', null],
    ['missing', undefined],
  ])('refuses a body that is %s and says what to pass', (_name, body) => {
    expect(attempt(() => parseWebhookEvent(body as never))).toMatchObject({
      code: 'WEBHOOK_NOT_TEXT',
      message: expect.stringContaining('as it came'),
    });
  });

  test('has a limit of length that counts as it should', () => {
    expect(parseWebhookEvent('{"Type":1}', { maxLength: 10 })).toEqual({ Type: 1 });
    expect(attempt(() => parseWebhookEvent('{"Type":12}', { maxLength: 10 }))).toMatchObject({
      code: 'WEBHOOK_TOO_LARGE',
    });
    expect(attempt(() => parseWebhookEvent('{}', { maxLength: Number.NaN }))).toBeInstanceOf(ConfigError);
  });

  test('brackets inside strings are no depth', () => {
    const Data = `${'['.repeat(500)}"\\${'{'.repeat(500)}`;
    expect(parseWebhookEvent(JSON.stringify({ Type: 1, Data })).Data).toBe(Data);
  });

  test('law: any text is an event or refused with a code, never anything else', async () => {
    await fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.mixedCase(fc.constant(BODY))), (text) => {
        const outcome = attempt(() => parseWebhookEvent(text).Type);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(InvalidInputError);
        else expect(typeof outcome).toBe('number');
      }),
    );
  });
});

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('webhookKey', () => {
  test('is the SHA-256 of the body as it came', () => {
    const hash = createHash('sha256').update(BODY).digest('hex');
    expect([webhookKey(BODY), webhookKey(bytes(BODY))]).toEqual([hash, hash]);
  });

  test('tells bodies apart that mean the same', () => {
    expect(webhookKey('{"Type":1}')).not.toBe(webhookKey('{"Type": 1}'));
  });
});

describe('verifyWebhookSecret', () => {
  test.each([
    ['the secret', 'Bearer abc', 'Bearer abc', true],
    ['a Secret', 'Bearer abc', new Secret('Bearer abc'), true],
    ['the next secret', 'new', ['old', 'new'], true],
    ['the old secret', 'old', ['old', new Secret('new')], true],
    ['another', 'Bearer abd', 'Bearer abc', false],
    ['a beginning', 'Bearer', 'Bearer abc', false],
    ['a repetition', 'abab', 'ab', false],
    ['nothing', '', 'Bearer abc', false],
    ['no header', null, 'Bearer abc', false],
    ['no header either', undefined, 'Bearer abc', false],
  ])('%s', (_name, received, expected, answer) => {
    expect(verifyWebhookSecret(received, expected)).toBe(answer);
  });

  test.each([[''], [[]], [['a', '']]])('refuses the empty secret %j, which everybody knows', (expected) => {
    expect(() => verifyWebhookSecret('', expected)).toThrow(ConfigError);
  });
});

const SPEC: WebhookSpec = {
  url: 'https://hooks.example.com/comet',
  secret: 'Bearer 0123456789abcdef',
  level: 'none',
  events: [4100, 4201],
};

describe('webhookOption', () => {
  test('is what the vendor stores', () => {
    expect(webhookOption({ ...SPEC, header: 'X-Secret', headers: { 'X-Tenant': 'acme' } })).toEqual({
      URL: 'https://hooks.example.com/comet',
      CustomHeaders: { 'X-Secret': 'Bearer 0123456789abcdef', 'X-Tenant': 'acme' },
      Level: 'none',
      WhiteListedEventTypes: [4100, 4201],
    });
    expect(webhookOption({ ...SPEC, events: 'all' }).WhiteListedEventTypes).toEqual([]);
  });

  test.each<[string, Partial<WebhookSpec>, string]>([
    ['an empty list, which the server takes for all', { events: [] }, 'events'],
    ['plain http', { url: 'http://hooks.example.com/' }, 'url'],
    ['no address', { url: '/comet' }, 'url'],
    ['an address with a password', { url: 'https://a:b@hooks.example.com/' }, 'url'],
    ['a short secret', { secret: 'short' }, 'secret'],
    ['a secret that no header carries', { secret: 'sécret-0123456789abcdef' }, 'header'],
    ['a secret with a blank at its end', { secret: '0123456789abcdef ' }, 'header'],
    ['a secret in a header that the server needs', { header: 'Content-Type' }, 'header'],
    ['a header with a line break', { headers: { 'X-A': 'a\r\nX-B: b' } }, 'headers.X-A'],
    ['a header twice', { headers: { authorization: 'x' } }, 'headers'],
    ['an address with blanks', { url: ' https://hooks.example.com/' }, 'url'],
    ['types that are none', { events: ['4201'] as never }, 'events'],
    ['no list of types', { events: null as never }, 'events'],
    ['a header that is no text', { headers: { 'X-A': 5 as never } }, 'headers.X-A'],
    ['a level of its own', { level: 'some' as 'none' }, 'level'],
  ])('refuses %s', (_name, change, path) => {
    const thrown = attempt(() => webhookOption({ ...SPEC, ...change }));
    expect(thrown).toMatchObject({ name: 'InvalidInputError', issues: [expect.objectContaining({ path })] });
  });

  test.each([[null], [undefined], [''], [7]])('lists what is wrong with the secret %j', (secret) => {
    const thrown = attempt(() =>
      webhookOption({ ...SPEC, secret: secret as never, level: 'some' as 'none' }),
    );
    expect((thrown as InvalidInputError).issues.map(({ path }) => path)).toEqual([
      'header',
      'level',
      'secret',
    ]);
  });

  test.each([
    'connection',
    'Content-Length',
    'content-type',
    'HOST',
    'Transfer-Encoding',
    'X-Comet-Tracing-Id',
  ])('refuses the header %s, which the server needs', (name) => {
    const thrown = attempt(() => webhookOption({ ...SPEC, headers: { [name]: 'x' } }));
    expect(thrown).toMatchObject({ issues: [{ path: `headers.${name}` }] });
  });

  test('takes null for what may be left out', () => {
    const spec = { ...SPEC, header: null, headers: null } as unknown as WebhookSpec;
    expect(webhookOption(spec)).toEqual(webhookOption(SPEC));
  });

  test('plain http works on this machine, and where it is allowed', () => {
    expect(webhookOption({ ...SPEC, url: 'http://127.0.0.1:8080/' }).URL).toBe('http://127.0.0.1:8080/');
    expect(webhookOption({ ...SPEC, url: 'http://hooks.lan/', allowInsecureHttp: true }).URL).toBe(
      'http://hooks.lan/',
    );
  });
});

describe('planWebhookEdit', () => {
  const other: WebhookOption = { URL: 'https://other.example.com/', WhiteListedEventTypes: null };
  const option = webhookOption(SPEC);

  test('adds one and leaves the others as they are', () => {
    const plan = planWebhookEdit({ other }, { id: 'billing', option });
    expect(plan).toMatchObject({ changed: true, options: { other, billing: option } });
    expect(plan.options['other']).toBe(other);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['QUEUED_MESSAGES_DROPPED']);
  });

  test('changes nothing, and drops nothing, where all is as it should be', () => {
    const current = { other, billing: { ...option, Novelty: 'stays' } };
    expect(planWebhookEdit(current, { id: 'billing', option })).toEqual({
      changed: false,
      options: current,
      warnings: [],
    });
    expect(planWebhookEdit(null, { id: 'billing', option: null }).changed).toBe(false);
  });

  test('takes null and nothing inside for the same, as servers do', () => {
    const all = webhookOption({ ...SPEC, events: 'all' });
    const current = { a: { ...all, WhiteListedEventTypes: null }, b: { ...other, CustomHeaders: null } };
    expect(planWebhookEdit(current, { id: 'a', option: all }).changed).toBe(false);
    expect(planWebhookEdit(current, { id: 'b', option: { ...other, CustomHeaders: {} } }).changed).toBe(
      false,
    );
  });

  test('keeps members unknown to it, and removes', () => {
    const current = { billing: { ...option, URL: 'https://old.example.com/', Novelty: 1 }, other };
    const { options } = planWebhookEdit(current, { id: 'billing', option });
    expect(options['billing']).toEqual({ ...option, Novelty: 1 });
    expect(planWebhookEdit(current, { id: 'billing', option: null }).options).toEqual({ other });
  });

  test('an edit is the whole of what it can say: no secret of the old receiver goes to the next', () => {
    const billing = { ...option, Novelty: 1 };
    const next: WebhookOption = { URL: 'https://new.example.com/', WhiteListedEventTypes: [4201] };
    const { options, changed } = planWebhookEdit({ billing }, { id: 'billing', option: next });
    expect([options['billing'], changed]).toEqual([{ ...next, Novelty: 1 }, true]);
  });

  test('the order of the types, and one that comes twice, is no change', () => {
    const current = { billing: { ...option, WhiteListedEventTypes: [4201, 4100, 4201] } };
    expect(planWebhookEdit(current, { id: 'billing', option }).changed).toBe(false);
    const fewer = { ...option, WhiteListedEventTypes: [4201] };
    expect(planWebhookEdit(current, { id: 'billing', option: fewer }).changed).toBe(true);
  });

  test('takes a webhook without a list of types for one with all', () => {
    const bare = { URL: 'https://hooks.example.com/' } as WebhookOption;
    const { warnings, changed } = planWebhookEdit({ a: bare }, { id: 'a', option: bare });
    expect([warnings.map(({ code }) => code), changed]).toEqual([['SERVER_SECRETS_SENT'], false]);
  });

  test.each([[''], [null], [undefined], [5]])('refuses the id %j', (id) => {
    expect(attempt(() => planWebhookEdit({}, { id: id as string, option }))).toBeInstanceOf(
      InvalidInputError,
    );
  });

  test('takes the names that objects have by nature for names', () => {
    const { options } = planWebhookEdit({ other }, { id: '__proto__', option });
    expect(Object.keys(options)).toEqual(['other', '__proto__']);
    expect(planWebhookEdit({}, { id: 'constructor', option: null }).changed).toBe(false);
  });

  test.each([
    [{ ...SPEC, level: 'full', events: 'all' }, true],
    [{ ...SPEC, level: 'full', events: [4403] }, true],
    [{ ...SPEC, level: 'full', events: [4201] }, false],
    [{ ...SPEC, level: 'none', events: 'all' }, false],
  ] as const)('warns of a webhook that carries the secrets of the server: %#', (spec, warns) => {
    const { warnings } = planWebhookEdit({}, { id: 'a', option: webhookOption(spec) });
    expect(warnings.some(({ code }) => code === 'SERVER_SECRETS_SENT')).toBe(warns);
  });
});

describe('editWebhook', () => {
  /** A server with one webhook, and what is written to it. */
  function server(current: unknown) {
    const written: unknown[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.url.endsWith('/get')) return Response.json(current);
      written.push(JSON.parse(new URLSearchParams(await request.text()).get('WebhookOptions') ?? ''));
      return Response.json({ Status: 200, Message: 'OK' });
    };
    return { comet: new CometConnection({ baseUrl: BASE_URL, auth: PASSWORD, fetch }), written };
  }
  const option = webhookOption(SPEC);
  const other = { URL: 'https://other.example.com/', WhiteListedEventTypes: null, Novelty: { deep: [1] } };

  test('reads, changes one and writes the whole map', async () => {
    const { comet, written } = server({ other });
    const plan = await editWebhook(comet, { id: 'billing', option });
    expect(plan).toMatchObject({ changed: true, written: true });
    expect(written).toEqual([{ other, billing: option }]);
  });

  test('writes nothing where nothing changes', async () => {
    const { comet, written } = server({ billing: option });
    expect(await editWebhook(comet, { id: 'billing', option })).toMatchObject({ written: false });
    expect(written).toEqual([]);
  });

  test('shows its plan first, and leaves the server alone where that is refused', async () => {
    const { comet, written } = server(null);
    const codes: string[] = [];
    const confirm = ({ warnings }: { warnings: readonly { code: string }[] }) => {
      codes.push(...warnings.map(({ code }) => code));
      return false;
    };
    const plan = await editWebhook(comet, { id: 'billing', option }, { confirm });
    expect([plan.written, codes, written]).toEqual([false, ['QUEUED_MESSAGES_DROPPED'], []]);
  });
});
