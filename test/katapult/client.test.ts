import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigError, InvalidInputError } from '../../src/core/errors/input.ts';
import { Secret } from '../../src/core/secret.ts';
import { KatapultClient, KatapultConnection, type KatapultErrorCode } from '../../src/katapult/index.ts';
import { tasksGet, virtualMachinesGet, virtualMachinesStart } from '../../src/katapult/operations/index.ts';
import { catalogue } from './catalogue.ts';
import { client, rejection } from './harness.ts';

const VM = { virtual_machine: { id: 'vm_a1' } };
const TASK = { task: { id: 'task_1' } };

/** The name of the operation behind a method of the client, which hands it to `call` or `iterate`. */
function operationBehind(katapult: KatapultClient, path: string): unknown {
  const [group = '', method = ''] = path.split('.');
  const owner: object = Reflect.get(katapult, group);
  return Reflect.apply(Reflect.get(owner, method), owner, [{}]);
}

describe('the client', () => {
  const katapult = new KatapultClient({ token: 'token-1' });
  const tell = ({ name }: { readonly name: string }) => name;
  Object.assign(katapult, { call: tell, iterate: tell });

  test.each(catalogue.operations.map(({ sdk }) => sdk))('has a method for %s', (sdk) => {
    expect(operationBehind(katapult, sdk)).toBe(sdk);
  });

  const paged = catalogue.operations.filter(({ list }) => list?.paginated).map(({ sdk }) => sdk);
  test.each(paged)('iterates over the pages of %s', (sdk) => {
    expect(operationBehind(katapult, sdk.replace('.list', '.iterate'))).toBe(sdk);
  });

  test('has 189 operations, 37 of them in pages', () => {
    expect([catalogue.operations.length, paged.length]).toEqual([189, 37]);
  });
});

describe('the token', () => {
  test.each([
    ['text', 'token-2'],
    ['text with blanks around it', ' token-2\n'],
    ['a Secret', new Secret('token-2')],
    ['a function', () => 'token-2'],
    ['a function that takes its time', async () => 'token-2'],
    ['a function that gives a Secret', async () => new Secret('token-2')],
  ])('can be %s', async (_kind, token) => {
    const { katapult, seen } = client([TASK], { token });
    await katapult.tasks.get({ task: { id: 'task_1' } });
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer token-2');
  });

  test.each(['', ' ', 'two words', 'schlüssel', 'line\nbreak', undefined as unknown as string])(
    'is refused when it is %j',
    (token) => {
      expect(() => new KatapultConnection({ token })).toThrow(ConfigError);
    },
  );

  test('is refused when a function gives none, and nothing is sent', async () => {
    const { katapult, seen } = client([], { token: () => '' });
    expect(await rejection(katapult.tasks.get({ task: { id: 'task_1' } }))).toBeInstanceOf(ConfigError);
    expect(seen).toEqual([]);
  });

  test('that is not to be had is told as a call that was not sent', async () => {
    const { katapult, seen } = client([], { token: () => Promise.reject(new Error('the vault is sealed')) });
    const stop = katapult.virtualMachines.stop({ virtual_machine: { id: 'vm_1' } });
    expect(await rejection(stop)).toMatchObject({
      ...{ name: 'TransportError', code: 'CREDENTIAL_UNAVAILABLE', outcomeUnknown: false },
      cause: { message: 'the vault is sealed' },
    });
    expect(seen).toEqual([]);
  });

  test('is asked for once for each attempt', async () => {
    const tokens = ['a', 'b', 'c', 'd'];
    const busy = () => new Response('', { status: 503 });
    const { katapult } = client([busy, busy, TASK], { token: () => tokens.shift() ?? '' });
    await katapult.tasks.get({ task: { id: 'task_1' } });
    expect(tokens).toEqual(['d']);
  });
});

describe('a call', () => {
  test('can be made with an operation alone', async () => {
    const fetch = async () => Response.json(TASK);
    const connection = new KatapultConnection({ token: 'token-1', fetch });
    const { task } = await connection.call(virtualMachinesStart, VM);
    expect(task.id).toBe('task_1');
  });

  test('sends the user agent that was asked for', async () => {
    const { katapult, seen } = client([TASK], { userAgent: 'acme-billing/1.0' });
    await katapult.tasks.get({ task: { id: 'task_1' } });
    expect(seen[0]?.headers.get('user-agent')).toBe('acme-billing/1.0');
  });

  test('sends what its parameters were when it was made', async () => {
    const params = { virtual_machine: { id: 'vm_a1' } };
    const busy = () => new Response('', { status: 429 });
    const { katapult, seen } = client([busy, TASK]);
    const done = katapult.virtualMachines.start(params);
    params.virtual_machine.id = 'vm_b2';
    await done;
    expect(seen.map(({ body }) => JSON.parse(body))).toEqual([VM, VM]);
  });

  test('rejects, and does not throw, when its parameters are refused', async () => {
    const { katapult, events } = client([]);
    const refused = katapult.virtualMachines.start({} as never);
    expect(await rejection(refused)).toBeInstanceOf(InvalidInputError);
    expect(events).toEqual([]);
  });

  test.each([
    [502, 'any_code', 3],
    [503, 'service_unavailable', 3],
    [503, 'any_code', 1],
    [504, 'any_code', 3],
    [504, 'network_error', 1],
    [500, 'any_code', 1],
  ])('that reads and is answered with %i %s is sent %i times', async (status, code, times) => {
    const refuse = () => Response.json({ error: { code } }, { status });
    const { katapult, seen } = client(refuse);
    expect(await rejection(katapult.virtualMachines.get(VM))).toMatchObject({ code, status });
    expect(seen.length).toBe(times);
  });

  test.each([
    [429, false, 3],
    [403, true, 1],
    [500, true, 1],
    [502, true, 1],
    [503, true, 1],
    [504, true, 1],
  ])(
    'that writes and gets %i from a proxy has an unknown outcome: %s',
    async (status, outcomeUnknown, times) => {
      const { katapult, seen } = client(() => new Response('<html>', { status }));
      const error = await rejection(katapult.virtualMachines.start(VM));
      expect(error).toMatchObject({ status, outcomeUnknown, retryable: false });
      expect(seen.length).toBe(times);
    },
  );

  test('ends when it is aborted, also in the wait for the next minute', async () => {
    const busy = () => new Response('', { status: 429 });
    const stop = new AbortController();
    const { katapult } = client([busy], {
      sleep: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          stop.abort(new Error('enough'));
        }),
    });
    const ended = katapult.virtualMachines.start(VM, { signal: stop.signal });
    expect(await rejection(ended)).toMatchObject({ name: 'AbortedError', outcomeUnknown: false });
  });

  test('that would wait beyond its deadline does not wait', async () => {
    const busy = () =>
      Response.json({ error: { code: 'rate_limit_reached', description: '', detail: {} } }, { status: 429 });
    const { katapult, seen } = client([busy]);
    const late = katapult.virtualMachines.start(VM, { deadline: 10_000 });
    expect(await rejection(late)).toMatchObject({ code: 'rate_limit_reached', retryAfterMs: 60_000 });
    expect(seen).toHaveLength(1);
  });

  test('refuses in a query what no query can say', async () => {
    const { katapult } = client([]);
    const loop: Record<string, unknown> = {};
    loop['again'] = loop;
    const strange = { ...VM, loop, never: Number.NaN, big: 2 ** 60, code: () => 1 };
    expect(await rejection(katapult.call(virtualMachinesGet, strange))).toMatchObject({
      issues: [
        { path: expect.stringMatching(/^loop\[again]/) },
        { path: 'never' },
        { path: 'big' },
        { path: 'code' },
      ],
    });
  });
});

describe('the types', () => {
  test('let a lookup have one key', () => {
    const { katapult } = client([TASK, TASK]);
    // @ts-expect-error two keys
    void katapult.virtualMachines.start({ virtual_machine: { id: 'a', fqdn: 'b' } }).catch(() => undefined);
    // @ts-expect-error none
    void katapult.virtualMachines.start({ virtual_machine: {} }).catch(() => undefined);
    // @ts-expect-error an unknown one
    void katapult.virtualMachines.start({ virtual_machine: { name: 'a' } }).catch(() => undefined);
    // @ts-expect-error an id in place of a lookup
    void katapult.virtualMachines.start({ virtual_machine: 'a' }).catch(() => undefined);
    // @ts-expect-error a parameter that is missing
    void katapult.virtualMachines.start({}).catch(() => undefined);
  });

  test('tell what comes back', () => {
    const { katapult } = client([]);
    const get = () => katapult.call(tasksGet, { task: { id: 'a' } });
    expectTypeOf(get).returns.resolves.toHaveProperty('task');
    expectTypeOf(katapult.virtualMachines.getAuthorizedKeys).returns.resolves.toEqualTypeOf<string>();
    expectTypeOf(katapult.tasks.get).returns.resolves.toHaveProperty('task');
    expectTypeOf<'scope_not_granted'>().toExtend<KatapultErrorCode>();
    expectTypeOf<string>().toExtend<KatapultErrorCode>();
  });
});
