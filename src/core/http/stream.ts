import type { Cutoff } from './cutoff.ts';

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
        const chunk = await cutoff.race(
          reader?.read() ?? Promise.resolve({ done: true as const, value: undefined }),
        );
        cutoff.restart(Number.POSITIVE_INFINITY);
        if (!chunk.done) return controller.enqueue(chunk.value);
        cutoff.release();
        controller.close();
      } catch (error) {
        cutoff.release();
        controller.error(failure(error));
      }
    },
    async cancel(reason) {
      cutoff.release();
      await reader?.cancel(reason);
    },
  });
}
