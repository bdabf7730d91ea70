import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LimitExceededError } from '../../../src/core/errors/transport.ts';
import type { Answer } from '../../../src/core/http/answer.ts';
import { Transport } from '../../../src/core/http/transport.ts';
import { parseBaseUrl } from '../../../src/core/http/url.ts';
import { call, rejection, transport } from './harness.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The bytes in pieces of `size`, so that characters are cut. */
function chunked(bytes: Uint8Array<ArrayBuffer>, size: number): Response {
  let offset = 0;
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (offset >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(offset, offset + size));
        offset += size;
      },
    }),
  );
}

const announced = (text: string): Response =>
  new Response(text, { headers: { 'content-length': String(encode(text).length) } });

const asText = (answer: Answer) => answer.text();
const asBytes = (answer: Answer) => answer.bytes();

describe('buffered bodies', () => {
  const text = '\u{feff}naïve 日本 🦊';

  it.each([
    ['announced', () => announced(text)],
    ['in one piece', () => new Response(text)],
    ['byte by byte', () => chunked(encode(text), 1)],
  ])('are UTF-8 text without a byte order mark, %s', async (_name, response) => {
    expect(await transport([response()]).subject.send(call({ read: asText }))).toBe('naïve 日本 🦊');
  });

  it.each([
    ['announced', () => announced(text)],
    ['byte by byte', () => chunked(encode(text), 1)],
  ])('are bytes as sent, %s', async (_name, response) => {
    expect(await transport([response()]).subject.send(call({ read: asBytes }))).toEqual(encode(text));
  });

  it('are empty when there is none', async () => {
    const none = () => new Response(null, { status: 204 });
    expect(await transport([none()]).subject.send(call({ read: asText }))).toBe('');
    expect(await transport([none()]).subject.send(call({ read: asBytes }))).toEqual(new Uint8Array());
  });

  it.each([
    ['announced', () => announced('x'.repeat(10))],
    ['chunked', () => chunked(encode('x'.repeat(10)), 3)],
  ])('hold as many bytes as the limit, and not one more: %s', async (_name, response) => {
    for (const read of [asText, asBytes]) {
      const fits = transport([response()], { maxBodyBytes: 10 });
      expect(await fits.subject.send(call({ read }))).toHaveLength(10);
      const error = await rejection(
        transport([response()], { maxBodyBytes: 9 }).subject.send(call({ read })),
      );
      expect(error).toBeInstanceOf(LimitExceededError);
      expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED', retryable: false });
    }
  });

  it('let go of the rest of a body that is too long', async () => {
    let cancelled = false;
    const endless = new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1000)),
        cancel: () => {
          cancelled = true;
        },
      }),
    );
    await rejection(transport([endless], { maxBodyBytes: 5000 }).subject.send(call({ read: asText })));
    expect(cancelled).toBe(true);
  });

  it('are let go at the end of the call, even by a fetch that ignores its signal', async () => {
    let delivered = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        delivered += 1;
        controller.enqueue(new Uint8Array(10));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const endless = transport([new Response(body)]).subject.send(call({ read: asText }), { timeout: 20 });
    expect(await rejection(endless)).toMatchObject({ code: 'TIMEOUT' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(cancelled).toBe(true);
    expect(delivered).toBeLessThan(10);
  });

  it('are let go when nobody reads them', async () => {
    for (const read of [() => 'done', () => Promise.reject(new Error('refused'))]) {
      let cancelled = false;
      const body = new ReadableStream({
        cancel: () => {
          cancelled = true;
        },
      });
      await transport([new Response(body)])
        .subject.send(call({ read }))
        .catch(() => undefined);
      expect(cancelled).toBe(true);
    }
  });

  it('are let go before a repeat', async () => {
    let cancelled = false;
    const cancel = () => {
      cancelled = true;
    };
    const busy = new Response(new ReadableStream({ cancel }), { status: 503 });
    await transport([busy, new Response('"ok"')]).subject.send(call());
    expect(cancelled).toBe(true);
  });

  it('are read once', async () => {
    const read = async (answer: Answer) => [await answer.text(), await answer.text()];
    expect(String(await rejection(transport([new Response('x')]).subject.send(call({ read }))))).toContain(
      'once',
    );
  });
});

describe('over real sockets', () => {
  const long = JSON.stringify(Array.from({ length: 200_000 }, (_item, id) => ({ id, name: 'user' })));
  let server: Server;
  let subject: Transport;

  beforeAll(async () => {
    const packed = gzipSync(long);
    server = createServer((request, response) => {
      if (request.url === '/broken') {
        response.writeHead(200, { 'content-length': 1000 });
        response.write('half');
        setTimeout(() => response.destroy(), 10);
      } else if (request.url === '/moved') {
        response.writeHead(308, { location: '/list' }).end();
      } else
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    subject = new Transport({
      vendor: 'acme',
      baseUrl: parseBaseUrl(`http://127.0.0.1:${port}`),
      retry: { limit: 0 },
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const get = (path: string) => call({ request: () => ({ method: 'GET', path }), read: asText });

  it('reads a big body that was packed, in full', async () => {
    expect(await subject.send(get('list'))).toBe(long);
  });

  it('counts the unpacked bytes against the limit', async () => {
    const { port } = server.address() as AddressInfo;
    const baseUrl = parseBaseUrl(`http://127.0.0.1:${port}`);
    const small = new Transport({ vendor: 'acme', baseUrl, maxBodyBytes: long.length - 1 });
    expect(await rejection(small.send(get('list')))).toBeInstanceOf(LimitExceededError);
  });

  it('reports a body that breaks off', async () => {
    expect(await rejection(subject.send(get('broken')))).toMatchObject({ code: 'NETWORK', attempts: 1 });
  });

  it('refuses a real redirect', async () => {
    expect(await rejection(subject.send(get('moved')))).toMatchObject({ code: 'CONFIG' });
  });

  it('says why there was no connection', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    await new Promise((resolve) => taken.close(resolve));
    const baseUrl = parseBaseUrl(`http://127.0.0.1:${port}`);
    const closed = new Transport({ vendor: 'acme', baseUrl, retry: { limit: 0 } });
    expect(String(await rejection(closed.send(get(''))))).toMatch(/network error, no answer: .*ECONNREFUSED/);
  });
});
