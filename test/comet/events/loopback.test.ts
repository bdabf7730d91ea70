import { afterEach, expect, test } from 'vitest';
import { type StreamNotice, streamEvents } from '../../../src/comet/events/index.ts';
import { rejection, take } from './harness.ts';
import { webSocketServer } from './loopback.ts';

let stop = (): void => undefined;
afterEach(() => stop());

/** A server that accepts every login and greets. */
async function serve(onFrame?: Parameters<typeof webSocketServer>[0]) {
  const server = await webSocketServer(
    onFrame ??
      ((peer) => {
        if (peer.frames.length !== 5) return;
        peer.send('200 OK');
        peer.send('{"Type":4000}');
      }),
  );
  stop = server.close;
  return server;
}

function listen(baseUrl: string, signal?: AbortSignal) {
  const notices: StreamNotice[] = [];
  const auth = { type: 'password', username: 'ädmin', password: 'pw' } as const;
  const reconnect = { baseDelayMs: 1, limit: 2 };
  const stream = streamEvents({
    baseUrl,
    auth,
    signal,
    reconnect,
    onEvent: (notice) => notices.push(notice),
  });
  return { stream, notices };
}

test('the WebSocket of the platform logs in, listens, comes back and closes', async () => {
  const { baseUrl, peers } = await serve();
  const { stream, notices } = listen(baseUrl);
  expect(await take(stream, 1)).toEqual(['hello']);
  expect(peers[0]).toMatchObject({
    path: '/sub/api/v1/events/stream',
    frames: ['ädmin', 'Password', 'pw', '', ''],
  });
  peers[0]?.send(JSON.stringify({ Type: 4201, ResourceID: 'job-1', Data: 'x'.repeat(300) }));
  expect(await take(stream, 1)).toEqual(['job-1']);
  peers[0]?.destroy();
  expect(await take(stream, 2)).toEqual(['resync: dropped', 'hello']);
  await stream.return?.();
  await peers[1]?.closed;
  expect(notices.map(({ type }) => type)).toEqual(['stream-connected', 'stream-lost', 'stream-connected']);
});

test('an abort closes it, also amid the login', async () => {
  const { baseUrl, peers } = await serve(() => undefined);
  const abort = new AbortController();
  const { stream } = listen(baseUrl, abort.signal);
  const failed = rejection(stream.next());
  await expect.poll(() => peers[0]?.frames.length).toBe(5);
  abort.abort();
  expect(await failed).toMatchObject({ name: 'AbortedError' });
  await peers[0]?.closed;
});

test('an address where nobody listens is told after the attempts', async () => {
  const { baseUrl, close } = await serve();
  close();
  const { stream, notices } = listen(baseUrl);
  expect(await rejection(stream.next())).toMatchObject({ name: 'TransportError', code: 'NETWORK' });
  expect(notices.map(({ type }) => type)).toEqual(['retry', 'retry', 'error']);
});
