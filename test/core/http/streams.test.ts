import { describe, expect, it } from 'vitest';
import { AbortedError, TimeoutError, TransportError } from '../../../src/core/errors/transport.ts';
import type { Answer } from '../../../src/core/http/answer.ts';
import type { Call, CallOptions } from '../../../src/core/http/transport.ts';
import { call, rejection, transport } from './harness.ts';

type Source = UnderlyingDefaultSource<Uint8Array>;

function open(
  source: Source,
  idleMs = 1000,
  options: CallOptions = {},
  changes: Partial<Call<unknown>> = {},
) {
  const { subject } = transport([new Response(new ReadableStream(source))]);
  const read = (answer: Answer) => answer.stream(idleMs);
  return subject.send({ ...call(changes), read }, options);
}

const collect = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += new TextDecoder().decode(chunk);
  return text;
};

const bytes = (text: string) => new TextEncoder().encode(text);

describe('streamed bodies', () => {
  it('arrive chunk by chunk and end', async () => {
    const parts = ['a', 'b', 'c'];
    const stream = await open({
      pull: (controller) => {
        const part = parts.shift();
        if (part === undefined) controller.close();
        else controller.enqueue(bytes(part));
      },
    });
    expect(await collect(stream)).toBe('abc');
  });

  it('are empty when there is none', async () => {
    const { subject } = transport([new Response(null, { status: 204 })]);
    expect(
      await collect(await subject.send({ ...call(), read: (answer: Answer) => answer.stream(100) })),
    ).toBe('');
  });

  it('outlive the limit of the call', async () => {
    const stream = await open(
      {
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          controller.enqueue(bytes('late'));
          controller.close();
        },
      },
      1000,
      { timeout: 20, deadline: 20 },
    );
    expect(await collect(stream)).toBe('late');
  });

  it('end in a TimeoutError after silence, and let go of the connection', async () => {
    let cancelled = false;
    const cancel = () => {
      cancelled = true;
    };
    const stream = await open({ pull: () => new Promise(() => undefined), cancel }, 20);
    expect(await rejection(collect(stream))).toBeInstanceOf(TimeoutError);
    expect(cancelled).toBe(true);
  });

  it('do not count the time in which the consumer rests', async () => {
    const parts = ['a', 'b', 'c'];
    const stream = await open(
      {
        pull: (controller) => {
          const part = parts.shift();
          if (part === undefined) controller.close();
          else controller.enqueue(bytes(part));
        },
      },
      20,
    );
    let text = '';
    for await (const chunk of stream) {
      text += new TextDecoder().decode(chunk);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(text).toBe('abc');
  });

  it('end in an AbortedError at the signal of the caller', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const stream = await open({ pull: () => new Promise(() => undefined) }, 1000, {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(reason), 10);
    const error = await rejection(collect(stream));
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ cause: reason });
  });

  it('end in a TransportError when the connection breaks', async () => {
    let sent = false;
    const stream = await open({
      pull: (controller) => {
        if (sent) controller.error(new TypeError('terminated'));
        else controller.enqueue(bytes('half'));
        sent = true;
      },
    });
    const error = await rejection(collect(stream));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: 'NETWORK', operation: 'GetThing' });
  });

  it('release the signal and the connection when cancelled, finished or broken', async () => {
    const endings: [Source, (stream: ReadableStream<Uint8Array>) => Promise<unknown>][] = [
      [{ pull: (controller) => controller.enqueue(bytes('x')) }, (stream) => stream.cancel('enough')],
      [{ start: (controller) => controller.close() }, collect],
      [{ pull: (controller) => controller.error(new Error('gone')) }, (stream) => rejection(collect(stream))],
    ];
    for (const [source, end] of endings) {
      const { signal } = new AbortController();
      let listeners = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...args: Parameters<typeof add>) => {
        listeners += 1;
        add(...args);
      };
      signal.removeEventListener = (...args: Parameters<typeof remove>) => {
        listeners = 0;
        remove(...args);
      };
      let cancelledWith: unknown;
      const cancel = (reason: unknown) => {
        cancelledWith = reason;
      };
      const stream = await open({ ...source, cancel }, 1000, { signal });
      await end(stream);
      expect(listeners).toBe(0);
      if (source === endings[0]?.[0]) expect(cancelledWith).toBe('enough');
    }
  });
});
