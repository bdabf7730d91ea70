import type { CometAuth } from '../../../src/comet/admin/index.ts';
import {
  type StreamItem,
  type StreamNotice,
  type StreamOverOwnLogin,
  streamEvents,
} from '../../../src/comet/events/index.ts';
import { DEFAULT_ADMIN, FakeCometServer, type FakeCometServerOptions } from '../../../src/testing/index.ts';

export const BASE_URL = 'https://backup.example.com/';
export const SESSION = { type: 'session', ...DEFAULT_ADMIN } as const satisfies CometAuth;
export const PASSWORD = { type: 'password', ...DEFAULT_ADMIN } as const satisfies CometAuth;

/** A fake server, a stream to it, and what happened. Waits take no time; they are noted. */
export function setUp(options: Partial<StreamOverOwnLogin> = {}, server: FakeCometServerOptions = {}) {
  const fake = new FakeCometServer(server);
  const notices: StreamNotice[] = [];
  const sleeps: number[] = [];
  const stream = streamEvents({
    baseUrl: BASE_URL,
    auth: SESSION,
    fetch: fake.fetch,
    webSocket: fake.webSocket,
    random: () => 1,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      await turn();
    },
    onEvent: (notice) => notices.push(notice),
    ...options,
  });
  return { fake, stream, notices, sleeps };
}

/** Lets everything that is under way happen. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The next item, as a test names it: the type or resource of an event, or the reason of a resync. */
export async function nextOf(stream: AsyncIterator<StreamItem, undefined>): Promise<string> {
  const { value } = await stream.next();
  if (value === undefined) return 'end';
  if (value.type === 'resync') return `resync: ${value.reason}`;
  return value.event.Type === 4000 ? 'hello' : String(value.event.ResourceID);
}

/** That many next items. */
export async function take(stream: AsyncIterator<StreamItem, undefined>, count: number): Promise<string[]> {
  const names: string[] = [];
  while (names.length < count) names.push(await nextOf(stream));
  return names;
}

/** Emits job events with these ids. */
export function emit(fake: FakeCometServer, ...ids: readonly string[]): void {
  for (const ResourceID of ids) fake.emitEvent({ Type: 4201, ResourceID });
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Error) return error;
  throw new Error('did not reject with an error');
}
