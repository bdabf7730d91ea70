import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeApi } from '../api/fake-api.ts';

/** Where to listen. */
export interface ListenOptions {
  /** Default 0: a free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
}

/** A fake that listens. */
export interface Listening {
  /** Base URL for a client, with the fake's base path and a trailing slash. */
  readonly url: string;
  /** Stops listening and breaks every open connection. Safe to call again. */
  close(): Promise<void>;
}

/**
 * Puts a fake behind an HTTP server of its own.
 *
 * Bodies stream; a client that goes away aborts the request inside the fake; a broken connection (a planned
 * fault) is a broken socket.
 *
 * @throws what `node:http` throws when the port is taken
 */
export async function listen(
  fake: FakeApi,
  { port = 0, host = '127.0.0.1' }: ListenOptions = {},
): Promise<Listening> {
  const server = createServer((incoming, outgoing) => {
    void serve(fake, incoming, outgoing);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    url: `http://${addressOf(server.address())}${fake.basePath}/`,
    close: () => {
      closed ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

function addressOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return String(address);
  return address.family === 'IPv6'
    ? `[${address.address}]:${address.port}`
    : `${address.address}:${address.port}`;
}

async function serve(fake: FakeApi, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  try {
    const body = await readBody(incoming);
    const answer = await fake.handle(toRequest(incoming, body, gone.signal));
    await send(answer, outgoing);
  } catch {
    incoming.socket.destroySoon();
  }
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, body: Uint8Array, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  const bodyless = method === 'GET' || method === 'HEAD';
  const origin = `http://${headers.get('host') ?? 'localhost'}`;
  return new Request(new URL(url, origin), {
    method,
    headers,
    signal,
    body: bodyless ? null : new Uint8Array(body),
  });
}

/** Headers first, then each piece as the client takes it. A body that breaks off breaks the socket. */
async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.flushHeaders();
  for await (const piece of answer.body ?? []) {
    if (!outgoing.write(piece)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (settled: () => void) => () => {
      outgoing.off('drain', onDrain);
      outgoing.off('close', onClose);
      settled();
    };
    const onDrain = settle(resolve);
    const onClose = settle(() => reject(new Error('the client went away')));
    outgoing.once('drain', onDrain);
    outgoing.once('close', onClose);
  });
}
