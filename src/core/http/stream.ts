import type { Cutoff } from './cutoff.ts';
import { NetworkFailure } from './network-failure.ts';

/** Hands a body on chunk by chunk; the cut-off holds while a chunk is awaited, not while the consumer rests. */
export function guardStream(
  body: ReadableStream<Uint8Array> | null,
  cutoff: Cutoff,
  idleMs: number,
  failure: (error: unknown) => Error,
): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      cutoff.restart(idleMs);
      try {
        const chunk = await cutoff.race(nextChunk(reader));
        cutoff.restart(Number.POSITIVE_INFINITY);
        if (!chunk.done) return controller.enqueue(chunk.value);
        cutoff.release();
        controller.close();
      } catch (error) {
        cutoff.release();
        controller.error(failure(error));
        reader?.cancel().catch(() => undefined);
      }
    },
    async cancel(reason) {
      cutoff.release();
      await reader?.cancel(reason);
    },
  });
}

/** The next chunk of a body; the end if there is no body. @throws NetworkFailure */
export async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  if (reader === undefined) return { done: true, value: undefined };
  try {
    return await reader.read();
  } catch (cause) {
    throw new NetworkFailure('the body broke off', cause);
  }
}
