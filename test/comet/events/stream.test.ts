import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import { AdminListUsers } from '../../../src/comet/admin/operations/index.ts';
import {
  type StreamOptions,
  type StreamOverOwnLogin,
  streamEvents,
} from '../../../src/comet/events/index.ts';
import { ConfigError } from '../../../src/index.ts';
import { DEFAULT_ADMIN, FakeClock, FakeCometServer, type StreamFault } from '../../../src/testing/index.ts';
import { BASE_URL, emit, nextOf, PASSWORD, rejection, SESSION, setUp, take, turn } from './harness.ts';

afterEach(() => {
  vi.useRealTimers();
});

const TOTP_SECRET = 'GEZDGNBVGY3TQOJQ';

/** A WebSocket class of the fake that notes the frames of the logins and the codes of closing. */
function recorded(fake: FakeCometServer) {
  const logins: string[][] = [];
  const closes: unknown[][] = [];
  const webSocket = class extends fake.webSocket {
    readonly #frames: string[] = [];
    constructor(url: string | URL) {
      super(url);
      logins.push(this.#frames);
    }
    override send(text: string): void {
      this.#frames.push(text);
      super.send(text);
    }
    override close(...args: [code?: number, reason?: string]): void {
      closes.push(args);
      super.close(...args);
    }
  };
  return { webSocket, logins, closes };
}

/** A WebSocket class of the fake that tells which types each of its sockets is listened for. */
function listened(fake: FakeCometServer) {
  const listening: Set<string>[] = [];
  const webSocket = class extends fake.webSocket {
    readonly #types = new Set<string>();
    override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
      if (this.#types.size === 0) listening.push(this.#types);
      this.#types.add(args[0]);
      super.addEventListener(...args);
    }
    override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
      this.#types.delete(args[0]);
      super.removeEventListener(...args);
    }
  };
  return { webSocket, listening };
}

describe('the login', () => {
  test.each([
    ['password', PASSWORD, ['admin', 'Password', 'fake-password', '', '']],
    ['session', SESSION, ['admin', 'SessionKey', '', expect.stringMatching(/^[\da-f-]{36}$/), '']],
  ])('of type %s is five frames in order, empty ones too', async (_type, auth, frames) => {
    const fake = new FakeCometServer();
    const { webSocket, logins } = recorded(fake);
    const { stream } = setUp({ auth, webSocket, fetch: fake.fetch });
    expect(await nextOf(stream)).toBe('hello');
    expect(logins).toEqual([frames]);
    await stream.return?.();
  });

  test('goes to the stream below the base address, its sub-path included, by wss', async () => {
    const { fake, stream } = setUp({ baseUrl: 'https://proxy.example.com/comet' }, { basePath: '/comet' });
    expect(await nextOf(stream)).toBe('hello');
    expect(fake.streams).toMatchObject([
      {
        url: 'wss://proxy.example.com/comet/api/v1/events/stream',
        authType: 'SessionKey',
        outcome: 'accepted',
      },
    ]);
    await stream.return?.();
  });

  test('over plain ws is warned of, as plain http is', async () => {
    const { stream, notices, fake } = setUp({ baseUrl: 'http://backup.example.com:8060' });
    expect(await nextOf(stream)).toBe('hello');
    expect(fake.streams[0]?.url).toBe('ws://backup.example.com:8060/api/v1/events/stream');
    expect(notices.filter(({ type }) => type === 'warning')).toMatchObject([{ code: 'INSECURE_HTTP' }]);
    await stream.return?.();
  });

  test('of a client shares its session and leaves it open', async () => {
    const fake = new FakeCometServer();
    const comet = new CometConnection({ baseUrl: BASE_URL, auth: SESSION, fetch: fake.fetch });
    const first = streamEvents({ comet, webSocket: fake.webSocket });
    const second = streamEvents({ comet, webSocket: fake.webSocket });
    expect(await Promise.all([nextOf(first), nextOf(second)])).toEqual(['hello', 'hello']);
    expect(fake.requests.map(({ operation }) => operation)).toEqual(['AdminAccountSessionStart']);
    await Promise.all([first.return?.(), second.return?.()]);
    expect([fake.openSessions, fake.openStreams]).toEqual([1, 0]);
    await comet.close();
    expect(await rejection(streamEvents({ comet, webSocket: fake.webSocket }).next())).toBeInstanceOf(
      ConfigError,
    );
  });

  test('of its own is revoked at the end', async () => {
    const { fake, stream } = setUp();
    await nextOf(stream);
    expect(fake.openSessions).toBe(1);
    await stream.return?.();
    expect(fake.openSessions).toBe(0);
  });

  test('is made anew for each connection, with a session that ended replaced once', async () => {
    const { fake, stream } = setUp();
    await nextOf(stream);
    fake.endSessions();
    fake.dropStreams();
    expect(await take(stream, 2)).toEqual(['resync: dropped', 'hello']);
    expect(fake.streams.map(({ outcome }) => outcome)).toEqual(['accepted', 'refused', 'accepted']);
    await stream.return?.();
  });

  test('asks for a code each time, and waits for another rather than send one twice', async () => {
    const clock = new FakeClock();
    const fake = new FakeCometServer({ clock, admins: [{ ...DEFAULT_ADMIN, totpSecret: TOTP_SECRET }] });
    const { webSocket, logins } = recorded(fake);
    const auth = { type: 'totp', ...DEFAULT_ADMIN, totp: () => fake.totpCode('admin') } as const;
    const { stream, notices } = setUp({ auth, webSocket, fetch: fake.fetch, sleep: clock.sleep });
    expect(await nextOf(stream)).toBe('hello');
    fake.dropStreams();
    expect(await take(stream, 2)).toEqual(['resync: dropped', 'hello']);
    const codes = logins.map((frames) => frames[4]).filter((code) => code !== undefined);
    expect([new Set(codes).size, codes.length]).toEqual([2, 2]);
    expect(notices.filter(({ type }) => type === 'retry').length).toBeGreaterThan(0);
    await stream.return?.();
  });

  test('that cannot be made, because no code is to be had, is tried again and at last ends the stream', async () => {
    const totp = () => Promise.reject(new Error('no code today'));
    const auth = { type: 'totp', ...DEFAULT_ADMIN, totp } as const;
    const { fake, stream, sleeps } = setUp({ auth, reconnect: { limit: 1 } });
    expect(await rejection(stream.next())).toMatchObject({
      ...{ name: 'TransportError', code: 'CREDENTIAL_UNAVAILABLE', attempts: 1, outcomeUnknown: false },
      cause: { message: 'no code today' },
    });
    expect([sleeps.length, fake.openStreams]).toEqual([1, 0]);
    expect(fake.streams.map(({ outcome }) => outcome)).not.toContain('refused');
  });

  test('is not even made while the server is away, so that no code is spent', async () => {
    const totp = vi.fn(() => '123456');
    const fake = new FakeCometServer();
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 3 });
    const auth = { type: 'totp', ...DEFAULT_ADMIN, totp } as const;
    const { stream } = setUp({ auth, webSocket: fake.webSocket, reconnect: { limit: 2 } });
    expect(await rejection(stream.next())).toMatchObject({ name: 'TransportError' });
    expect(totp).not.toHaveBeenCalled();
  });
});

describe('a refused login', () => {
  test('ends a stream with a password at once, and sends nothing more', async () => {
    const { fake, stream, sleeps, notices } = setUp({ auth: { ...PASSWORD, password: 'wrong' } });
    expect(await rejection(stream.next())).toMatchObject({
      name: 'AuthenticationError',
      status: 403,
      operation: 'EventStream',
    });
    expect([fake.streams.length, sleeps]).toEqual([1, []]);
    expect(notices).toContainEqual(expect.objectContaining({ type: 'error', code: 'AUTHENTICATION_FAILED' }));
    expect(await nextOf(stream)).toBe('end');
  });

  test('is tried once more with a new session, not twice, and leaves the calls of the client alone', async () => {
    const fake = new FakeCometServer();
    fake.injectStream({ fault: { kind: 'refusal' }, times: 9 });
    const comet = new CometConnection({ baseUrl: BASE_URL, auth: SESSION, fetch: fake.fetch });
    const stream = streamEvents({ comet, webSocket: fake.webSocket });
    expect(await rejection(stream.next())).toMatchObject({ name: 'AuthenticationError' });
    expect([fake.streams.length, fake.requests.length]).toEqual([2, 2]);
    expect(await comet.call(AdminListUsers, {})).toEqual([]);
    await comet.close();
  });

  test('pauses the password for the whole client', async () => {
    const fake = new FakeCometServer();
    const auth = { ...PASSWORD, password: 'wrong' };
    const comet = new CometConnection({ baseUrl: BASE_URL, auth, fetch: fake.fetch });
    const again = () => streamEvents({ comet, webSocket: fake.webSocket }).next();
    await rejection(again());
    expect(await rejection(again())).toMatchObject({ code: 'AUTHENTICATION_PAUSED' });
    expect(fake.streams).toHaveLength(1);
  });

  test.each([
    ['403 Unauth', 'AuthenticationError'],
    [' 401 \n', 'AuthenticationError'],
    ['449 second factor', 'AuthenticationError'],
    ['429 slow down', 'UnexpectedResponseError'],
    ['503 starting', 'UnexpectedResponseError'],
    ['hello', 'UnexpectedResponseError'],
    ['', 'UnexpectedResponseError'],
    ['200 OK.', 'UnexpectedResponseError'],
    ['{"Type":4000}', 'UnexpectedResponseError'],
  ])('the answer %j is %s', async (text, name) => {
    const { fake, stream } = setUp({ auth: PASSWORD, reconnect: { limit: 0 } });
    fake.injectStream({ fault: { kind: 'refusal', text } });
    expect(await rejection(stream.next())).toMatchObject({ name });
    expect(fake.openStreams).toBe(0);
  });

  test('an accepted login may have blanks around it', async () => {
    const { fake, stream } = setUp({ auth: PASSWORD });
    fake.injectStream({ fault: { kind: 'refusal', text: ' 200 OK\r\n' } });
    const pending = nextOf(stream);
    expect(await pending).toBe('resync: dropped');
    await stream.return?.();
  });
});

/** What one connection does, and what the stream gives because of it. */
const COURSES: readonly {
  readonly name: string;
  readonly faults: readonly StreamFault[];
  readonly items: readonly string[];
}[] = [
  {
    name: 'a failed upgrade shows nothing',
    faults: [{ kind: 'failed-upgrade' }],
    items: ['hello', 'a', 'b'],
  },
  { name: 'a drop amid the login shows nothing', faults: [{ kind: 'drop' }], items: ['hello', 'a', 'b'] },
  {
    name: 'a connection without an event counts',
    faults: [{ kind: 'drop', afterEvents: 0 }],
    items: ['resync: dropped', 'hello', 'a', 'b'],
  },
  {
    name: 'a drop after the greeting',
    faults: [{ kind: 'drop', afterEvents: 1 }],
    items: ['hello', 'resync: dropped', 'hello', 'a', 'b'],
  },
  {
    name: 'two drops with failures between',
    faults: [
      { kind: 'drop', afterEvents: 1 },
      { kind: 'failed-upgrade' },
      { kind: 'drop', afterEvents: 1 },
      { kind: 'refusal', text: '503 busy' },
    ],
    items: ['hello', 'resync: dropped', 'hello', 'resync: dropped', 'hello', 'a', 'b'],
  },
  {
    name: 'garbage is passed over',
    faults: [{ kind: 'garbage', frame: '<html>', afterEvents: 1 }],
    items: ['hello', 'a', 'b'],
  },
];

describe('connections', () => {
  test.each(COURSES)('$name', async ({ faults, items }) => {
    const { fake, stream } = setUp();
    for (const fault of faults) fake.injectStream({ fault });
    const before = items.length - 2;
    expect(await take(stream, before)).toEqual(items.slice(0, before));
    emit(fake, 'a', 'b');
    expect(await take(stream, 2)).toEqual(['a', 'b']);
    await stream.return?.();
    expect(fake.openStreams).toBe(0);
  });

  test('a server that cuts a slow consumer loses events, and the resync says so', async () => {
    const { fake, stream, notices } = setUp();
    fake.injectStream({ fault: { kind: 'slow-consumer', afterEvents: 2, lost: 3 } });
    await nextOf(stream);
    emit(fake, 'a', 'b', 'c', 'd', 'e');
    expect(await take(stream, 3)).toEqual(['a', 'resync: dropped', 'hello']);
    expect(notices).toContainEqual(
      expect.objectContaining({ type: 'stream-lost', reason: 'dropped', code: 1008 }),
    );
    await stream.return?.();
  });

  test('the first connection begins with a resync where that is wanted', async () => {
    const { stream } = setUp({ resyncAtStart: true });
    expect(await take(stream, 2)).toEqual(['resync: start', 'hello']);
    await stream.return?.();
  });

  test.each([
    ['text', 'nonsense', 'not-json', 8],
    ['a list', '[1]', 'not-an-event', 3],
    ['null', 'null', 'not-an-event', 4],
    ['an object without a type', '{"Type":"4000"}', 'not-an-event', 15],
    ['bytes', new Uint8Array([1, 2]), 'binary', 0],
    ['a tower of brackets', '['.repeat(200_000), 'not-json', 200_000],
  ])(
    '%s as a frame is reported, without its content, and passed over',
    async (_name, frame, problem, length) => {
      const { fake, stream, notices } = setUp();
      fake.injectStream({ fault: { kind: 'garbage', frame, afterEvents: 1 } });
      await nextOf(stream);
      emit(fake, 'a');
      expect(await nextOf(stream)).toBe('a');
      expect(notices.filter(({ type }) => type === 'frame-skipped')).toEqual([
        {
          type: 'frame-skipped',
          vendor: 'comet-admin',
          operation: 'EventStream',
          connection: 1,
          problem,
          length,
        },
      ]);
      await stream.return?.();
    },
  );

  test('events are handed on as they came, unknown members and long integers too', async () => {
    const { fake, stream } = setUp();
    await nextOf(stream);
    const sent = fake.emitEvent({ Type: 9999, Data: { Size: 2n ** 60n, New: [null] } });
    expect(await stream.next()).toEqual({ done: false, value: { type: 'event', event: sent } });
    await stream.return?.();
  });

  test('the waits grow with jitter, to a bound, and start again after a stable connection', async () => {
    const clock = new FakeClock();
    const { fake, stream, sleeps } = setUp({ now: () => clock.now().getTime(), random: () => 0.5 });
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 8 });
    await nextOf(stream);
    expect(sleeps).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    fake.dropStreams();
    await take(stream, 2);
    expect(sleeps.at(-1)).toBe(30_000);
    clock.advance(10_000);
    fake.dropStreams();
    await take(stream, 2);
    expect(sleeps.at(-1)).toBe(500);
    await stream.return?.();
  });

  test('a clock of the host that is put forward makes no connection stable', async () => {
    const { fake, stream, sleeps } = setUp();
    const date = vi.spyOn(Date, 'now');
    await nextOf(stream);
    fake.dropStreams();
    await take(stream, 2);
    date.mockReturnValue(Date.now() + 3_600_000);
    fake.dropStreams();
    await take(stream, 2);
    date.mockRestore();
    expect(sleeps).toEqual([1000, 2000]);
    await stream.return?.();
  });

  test('too many failures in a row end the stream with the last of them', async () => {
    const { fake, stream, sleeps } = setUp({ auth: PASSWORD, reconnect: { limit: 3 } });
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 3 });
    fake.injectStream({ fault: { kind: 'refusal', text: 'last words' } });
    expect(await rejection(stream.next())).toMatchObject({
      name: 'UnexpectedResponseError',
      snippet: 'last words',
    });
    expect(sleeps).toHaveLength(3);
  });

  test('an accepted login ends the row of failures', async () => {
    const { fake, stream } = setUp({ auth: PASSWORD, reconnect: { limit: 2 } });
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 2 });
    fake.injectStream({ fault: { kind: 'drop', afterEvents: 1 } });
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 2 });
    expect(await take(stream, 3)).toEqual(['hello', 'resync: dropped', 'hello']);
    await stream.return?.();
  });

  test('a server that is away when the session should start is tried again', async () => {
    const { fake, stream } = setUp();
    fake.inject({ on: 'AdminAccountSessionStart', fault: { kind: 'network-error' } });
    fake.inject({ on: 'AdminAccountSessionStart', fault: { kind: 'status', status: 503 } });
    expect(await nextOf(stream)).toBe('hello');
    await stream.return?.();
  });

  test('a wait that the server asks for is kept when it is the longer one', async () => {
    const { fake, stream, sleeps, notices } = setUp();
    for (const seconds of ['90', '1']) {
      const fault = { kind: 'status', status: 503, headers: { 'retry-after': seconds } } as const;
      fake.inject({ on: 'AdminAccountSessionStart', fault });
    }
    expect(await nextOf(stream)).toBe('hello');
    expect(sleeps).toEqual([90_000, 2000]);
    expect(notices.filter(({ type }) => type === 'retry')).toMatchObject([
      { status: 503, fromServer: true },
      { status: 503, fromServer: false },
    ]);
    await stream.return?.();
  });
});

describe('time limits', () => {
  test('a login that is not answered is given up after 30 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { fake, stream } = setUp({ auth: PASSWORD, reconnect: { limit: 0 } });
    fake.injectStream({ fault: { kind: 'silence' } });
    const failed = rejection(stream.next());
    await turn();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await failed).toMatchObject({ name: 'TimeoutError', timeoutMs: 30_000 });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a silent connection is left after the idle limit, which each frame starts anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { fake, stream } = setUp({ auth: PASSWORD, idleTimeout: 1000 });
    await nextOf(stream);
    await vi.advanceTimersByTimeAsync(900);
    emit(fake, 'a');
    expect(await nextOf(stream)).toBe('a');
    await vi.advanceTimersByTimeAsync(900);
    expect(fake.openStreams).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(await take(stream, 2)).toEqual(['resync: idle', 'hello']);
    await stream.return?.();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a slow consumer', () => {
  test('gets what fits, then a resync; the buffer never holds more', async () => {
    const { fake, stream, notices } = setUp({ maxBufferedEvents: 2 });
    await nextOf(stream);
    emit(fake, 'a', 'b', 'c', 'd');
    await turn();
    expect(fake.openStreams).toBe(0);
    expect(await take(stream, 4)).toEqual(['a', 'b', 'resync: overflow', 'hello']);
    expect(notices).toContainEqual(expect.objectContaining({ type: 'stream-lost', reason: 'overflow' }));
    await stream.return?.();
  });

  test('has a bound in characters too, but one event of any length fits', async () => {
    const { fake, stream } = setUp({ maxBufferedCharacters: 300 });
    await nextOf(stream);
    const send = (ResourceID: string) => fake.emitEvent({ Type: 4102, ResourceID, Data: 'x'.repeat(1000) });
    send('long');
    await turn();
    expect(await nextOf(stream)).toBe('long');
    send('one');
    send('two');
    await turn();
    expect(await take(stream, 3)).toEqual(['one', 'resync: overflow', 'hello']);
    await stream.return?.();
  });

  test('who reads all again finds what came meanwhile waiting', async () => {
    const { fake, stream } = setUp();
    await nextOf(stream);
    fake.dropStreams();
    expect(await nextOf(stream)).toBe('resync: dropped');
    emit(fake, 'a', 'b');
    await turn();
    expect(await take(stream, 3)).toEqual(['hello', 'a', 'b']);
    await stream.return?.();
  });
});

describe('the end', () => {
  test('leaving the loop closes the connection with the normal code and no words', async () => {
    const fake = new FakeCometServer();
    const { webSocket, closes } = recorded(fake);
    const { stream } = setUp({ webSocket, fetch: fake.fetch });
    for await (const item of stream) {
      expect(item.type).toBe('event');
      break;
    }
    expect([fake.openStreams, fake.openSessions, closes]).toEqual([0, 0, [[1000]]]);
  });

  test('return() ends a next() that waits', async () => {
    const { fake, stream } = setUp();
    await nextOf(stream);
    const waiting = nextOf(stream);
    const also = nextOf(stream);
    await stream.return?.();
    expect([await waiting, await also, await nextOf(stream), fake.openStreams]).toEqual([
      'end',
      'end',
      'end',
      0,
    ]);
  });

  test('a connection that was lost listens to nothing but failures that come late', async () => {
    const fake = new FakeCometServer();
    const { webSocket, listening } = listened(fake);
    const added = vi.spyOn(AbortSignal.prototype, 'addEventListener');
    const removed = vi.spyOn(AbortSignal.prototype, 'removeEventListener');
    onTestFinished(() => void vi.restoreAllMocks());
    const { stream } = setUp({ auth: PASSWORD, webSocket });
    await nextOf(stream);
    for (let drops = 0; drops < 3; drops += 1) {
      fake.dropStreams();
      await take(stream, 2);
    }
    // By signal, since others may still be at work in this process.
    const open = new Map<unknown, number>();
    for (const signal of added.mock.contexts) open.set(signal, (open.get(signal) ?? 0) + 1);
    for (const signal of removed.mock.contexts) open.set(signal, (open.get(signal) ?? 0) - 1);
    expect(Math.max(...open.values())).toBe(1);
    await stream.return?.();
    // Some sockets make an uncaught exception of a failure that nobody listens for.
    expect(listening.map((types) => [...types])).toEqual(Array(4).fill(['error']));
  });

  test('return() before the first next() leaves nothing behind', async () => {
    const { fake, stream } = setUp();
    await stream.return?.();
    expect([await nextOf(stream), fake.streams, fake.requests]).toEqual(['end', [], []]);
  });

  test.each<[string, StreamFault | undefined]>([
    ['an event', undefined],
    ['the answer to the login', { kind: 'silence' }],
  ])('an abort amid the wait for %s rejects at once and leaves nothing behind', async (_name, fault) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const abort = new AbortController();
    const listening = vi.spyOn(abort.signal, 'removeEventListener');
    const { fake, stream } = setUp({ signal: abort.signal, auth: PASSWORD });
    if (fault === undefined) await nextOf(stream);
    else fake.injectStream({ fault });
    const failed = rejection(stream.next());
    await turn();
    const reason = new Error('enough');
    abort.abort(reason);
    expect(await failed).toMatchObject({ name: 'AbortedError', cause: reason });
    expect([fake.openStreams, vi.getTimerCount(), listening.mock.calls.length]).toEqual([0, 0, 1]);
    expect(await nextOf(stream)).toBe('end');
  });

  test('an abort amid the wait for another connection, or the start of a session, rejects at once', async () => {
    const abort = new AbortController();
    const { fake, stream } = setUp({ signal: abort.signal, sleep: undefined });
    fake.injectStream({ fault: { kind: 'failed-upgrade' }, times: 9 });
    const failed = rejection(stream.next());
    await turn();
    abort.abort();
    expect(await failed).toMatchObject({ name: 'AbortedError' });

    const other = new AbortController();
    const second = setUp({ signal: other.signal });
    second.fake.inject({ on: 'AdminAccountSessionStart', fault: { kind: 'delay', ms: 50 } });
    const failedToo = rejection(second.stream.next());
    await turn();
    other.abort();
    expect(await failedToo).toMatchObject({ name: 'AbortedError' });
    await vi.waitFor(() => expect(second.fake.requests.at(-1)?.operation).toBe('AdminAccountSessionRevoke'));
    expect(second.fake.streams).toEqual([]);
  });

  test('an abort does not wait until the session is revoked, as return() does', async () => {
    const abort = new AbortController();
    const fake = new FakeCometServer();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (input instanceof Request && input.url.includes('revoke')) await answered;
      return fake.fetch(input, init);
    };
    const { stream } = setUp({ fetch, webSocket: fake.webSocket, signal: abort.signal });
    await nextOf(stream);
    const failed = rejection(stream.next());
    await turn();
    abort.abort();
    expect(await failed).toMatchObject({ name: 'AbortedError' });
    expect(fake.openSessions).toBe(1);
    answer();
    await vi.waitFor(() => expect(fake.openSessions).toBe(0));
  });

  test('an abort while the code is asked for sends no login any more', async () => {
    const abort = new AbortController();
    let answer = (_code: string): void => undefined;
    const totp = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const fake = new FakeCometServer();
    const { webSocket, logins } = recorded(fake);
    const auth = { type: 'totp', ...DEFAULT_ADMIN, totp } as const;
    const { stream } = setUp({ auth, webSocket, signal: abort.signal });
    const failed = rejection(stream.next());
    await turn();
    abort.abort();
    answer('123456');
    expect(await failed).toMatchObject({ name: 'AbortedError' });
    await turn();
    expect(logins).toEqual([[]]);
  });

  test('an abort while the consumer is busy closes the connection before it asks again', async () => {
    const abort = new AbortController();
    const { fake, stream } = setUp({ signal: abort.signal });
    await nextOf(stream);
    emit(fake, 'a', 'b');
    await turn();
    abort.abort();
    expect(fake.openStreams).toBe(0);
    expect(await rejection(stream.next())).toMatchObject({ name: 'AbortedError' });
  });

  test.each<[string, (stream: AsyncIterator<unknown>, abort: AbortController) => unknown, string]>([
    ['an abort', (_stream, abort) => abort.abort(), 'AbortedError'],
    ['return()', (stream) => stream.return?.(), 'end'],
  ])(
    'after %s nothing comes any more of what waited when the connection was lost',
    async (_name, end, last) => {
      const abort = new AbortController();
      const { fake, stream } = setUp({ signal: abort.signal });
      await nextOf(stream);
      emit(fake, 'a', 'b');
      await turn();
      fake.dropStreams();
      await turn();
      expect(await nextOf(stream)).toBe('a');
      const ended = end(stream, abort);
      const next = nextOf(stream).catch(({ name }: Error) => name);
      expect(await next).toBe(last);
      await ended;
      expect(await nextOf(stream)).toBe('end');
    },
  );

  test('a signal that is aborted already connects to nothing', async () => {
    const { fake, stream } = setUp({ signal: AbortSignal.abort() });
    expect(await rejection(stream.next())).toMatchObject({ name: 'AbortedError' });
    expect([fake.requests, fake.streams]).toEqual([[], []]);
  });
});

describe('options', () => {
  const base = { baseUrl: BASE_URL, auth: SESSION };

  test.each<[string, Partial<StreamOptions>]>([
    ['a limit that is no number', { idleTimeout: Number.NaN }],
    ['an empty buffer', { maxBufferedEvents: 0 }],
    ['a negative wait', { reconnect: { baseDelayMs: -1 } }],
    ['an address with a query', { baseUrl: 'https://backup.example.com/?a=1' } as Partial<StreamOptions>],
  ])('%s is refused at once', (_name, options) => {
    expect(() => streamEvents({ ...base, ...options } as StreamOptions)).toThrow(ConfigError);
  });

  test('a platform without WebSocket is told what to pass', async () => {
    vi.stubGlobal('WebSocket', undefined);
    const { stream } = setUp({ webSocket: undefined });
    expect(await rejection(stream.next())).toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining('webSocket'),
    });
    vi.unstubAllGlobals();
  });

  test('a platform that refuses the address ends the stream at once', async () => {
    const cause = new DOMException('mixed content', 'SecurityError');
    const webSocket = class extends new FakeCometServer().webSocket {
      constructor(url: string | URL) {
        super(url);
        throw cause;
      }
    };
    const { stream, sleeps } = setUp({ webSocket });
    expect(await rejection(stream.next())).toMatchObject({ name: 'ConfigError', cause });
    expect(sleeps).toEqual([]);
  });

  test('a client that is null, as JavaScript may pass it, is none', async () => {
    const { stream } = setUp({ comet: null } as unknown as Partial<StreamOverOwnLogin>);
    expect(await nextOf(stream)).toBe('hello');
    await stream.return?.();
  });
});
