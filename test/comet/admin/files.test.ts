import { describe, expect, test } from 'vitest';
import { client, OK, PASSWORD, rejection, type Step } from './harness.ts';

const encoder = new TextEncoder();
const LIMIT = 64 * 1024;

/** A body that comes in the given chunks. */
function chunked(chunks: readonly string[]): Response {
  const waiting = chunks.map((chunk) => encoder.encode(chunk));
  return new Response(
    new ReadableStream(
      {
        pull(controller) {
          const chunk = waiting.shift();
          if (chunk === undefined) controller.close();
          else controller.enqueue(chunk);
        },
      },
      { highWaterMark: 0 },
    ),
  );
}

const stream = (step: Step) => client([step]).comet.meta.resourceGetStream({ Hash: 'h' });
const REFUSAL = '{"Status":404,"Message":"none"}';

describe('a downloaded stream', () => {
  test('hands out its first chunk at once when it cannot be a refusal', async () => {
    const unfinished = new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode('PK')) }),
    );
    const reader = (await stream(unfinished)).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('PK');
    await reader.cancel();
  });

  test('is held back while it may be a refusal, split in any way', async () => {
    for (let cut = 1; cut < REFUSAL.length; cut += 7) {
      const step = chunked([' \n', REFUSAL.slice(0, cut), REFUSAL.slice(cut)]);
      expect(await rejection(stream(step))).toMatchObject({ name: 'NotFoundError' });
    }
  });

  test('is let go once it is too long for a refusal, byte for byte', async () => {
    const long = `{"Status":404,"Message":"${'x'.repeat(LIMIT)}"}`;
    const body = await stream(chunked([long.slice(0, 1000), long.slice(1000, 66_000), long.slice(66_000)]));
    expect(await new Response(body).text()).toBe(long);
  });

  test('at the limit a refusal is one, a byte more and it is data', async () => {
    const at = (length: number) => {
      const frame = '{"Status":404,"Message":""}';
      return frame.replace('""', `"${'x'.repeat(length - frame.length)}"`);
    };
    expect(await rejection(stream(chunked([at(LIMIT)])))).toMatchObject({ name: 'NotFoundError' });
    expect((await new Response(await stream(chunked([at(LIMIT + 1)]))).text()).length).toBe(LIMIT + 1);
  });

  test('is looked at once, however small its pieces are', async () => {
    const started = performance.now();
    const body = await stream(chunked(Array.from({ length: 10_000 }, () => ' ')));
    expect(await new Response(body).text()).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('may be empty, blank, or broken JSON', async () => {
    for (const body of ['', '  ', '{"Status":404,']) {
      expect(await new Response(await stream(chunked([body]))).text()).toBe(body);
    }
  });

  test('can be cancelled', async () => {
    const body = await stream(chunked(['PK', 'second']));
    await expect(body.cancel()).resolves.toBeUndefined();
  });

  test('ends with a timeout when it falls silent', async () => {
    const silent = new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(encoder.encode('PK')),
      }),
    );
    const { comet } = client([silent]);
    const body = await comet.meta.resourceGetStream({ Hash: 'h' }, { timeout: 30 });
    expect(await rejection(new Response(body).text())).toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('a downloaded file', () => {
  test('is its bytes, untouched', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { comet } = client([new Response(bytes)]);
    expect(await comet.meta.resourceGet({ Hash: 'h' })).toEqual(bytes);
  });

  test('may be JSON, unless it is exactly a refusal', async () => {
    const { comet } = client([
      new Response('{"Status":404,"Message":"none","x":1}'),
      new Response(REFUSAL),
      new Response('[1]'),
    ]);
    expect((await comet.meta.resourceGet({ Hash: 'h' })).byteLength).toBe(37);
    expect(await rejection(comet.meta.resourceGet({ Hash: 'h' }))).toMatchObject({ name: 'NotFoundError' });
    expect((await comet.meta.resourceGet({ Hash: 'h' })).byteLength).toBe(3);
  });
});

describe('an upload', () => {
  const auth = { ...PASSWORD, username: 'jürgen', password: 'pä€ss' } as const;
  const bytes = (header: string | null) => Uint8Array.from(header ?? '', (char) => char.charCodeAt(0));

  test('is one part, with the login in headers as UTF-8 bytes', async () => {
    const { comet, seen } = client([{ ...OK, ResourceHash: 'f'.repeat(64) }], { auth: auth as never });
    const file = new File(['<logo>'], 'logo.png');
    expect(await comet.meta.resourceNew({ upload: file })).toMatchObject({ ResourceHash: 'f'.repeat(64) });
    const [one] = seen;
    const parts = [...((await one?.request.formData()) ?? [])];
    expect(parts.map(([name]) => name)).toEqual(['upload']);
    const part = parts[0]?.[1] as File;
    expect([part.name, await part.text()]).toEqual(['logo.png', '<logo>']);
    expect(one?.headers.get('x-comet-admin-authtype')).toBe('Password');
    expect(new TextDecoder().decode(bytes(one?.headers.get('x-comet-admin-username') ?? ''))).toBe('jürgen');
    expect(new TextDecoder().decode(bytes(one?.headers.get('x-comet-admin-password') ?? ''))).toBe('pä€ss');
  });

  test('takes bytes as well', async () => {
    const { comet, seen } = client([{ ...OK, ResourceHash: 'a' }]);
    await comet.meta.resourceNew({ upload: new Uint8Array([1, 2, 3]) });
    const parts = [...((await seen[0]?.request.formData()) ?? [])];
    const part = parts[0]?.[1] as File;
    expect([part.size, part.name]).toEqual([3, 'upload']);
  });

  test('is refused before it is sent when a header would change the password', async () => {
    for (const password of [' pw', 'pw ', 'a\nb']) {
      const { comet, seen } = client([], { auth: { ...PASSWORD, password } as never });
      expect(await rejection(comet.meta.resourceNew({ upload: new Uint8Array(1) }))).toMatchObject({
        name: 'ConfigError',
      });
      expect(seen).toHaveLength(0);
    }
  });

  test('such a password works in a form', async () => {
    const { comet, seen } = client([[]], { auth: { ...PASSWORD, password: ' pw ' } as never });
    await comet.users.list();
    expect(seen[0]?.form.get('Password')).toBe(' pw ');
  });
});
