import type { Answer } from '../../core/http/answer.ts';
import type { ReadContext, Reader } from './operation.ts';
import { refusalInText } from './refusal.ts';

/** A body that is longer cannot be a refusal. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BRACE = 0x7b;

/**
 * A log or file may be JSON itself, so a refusal must have exactly the members `Status` and `Message`.
 * Source: contract 4.8.
 */
function isRefusal(body: string): boolean {
  return refusalInText(body)?.alone === true;
}

/** Whether bytes begin like an object; undefined when there are only blanks. */
function beginsWithBrace(bytes: Uint8Array): boolean | undefined {
  const first = bytes.find((byte) => !BLANKS.has(byte));
  return first === undefined ? undefined : first === BRACE;
}

async function refuseFailure(answer: Answer, { refusal }: ReadContext): Promise<void> {
  if (!answer.ok) throw refusal(answer, await answer.text());
}

/** Reads an answer that is text. */
export const readText: Reader<string> = async (answer, context) => {
  await refuseFailure(answer, context);
  const body = await answer.text();
  const maybe = body.length <= MAX_REFUSAL_BYTES && body.trimStart().startsWith('{');
  if (maybe && new TextEncoder().encode(body).byteLength <= MAX_REFUSAL_BYTES && isRefusal(body))
    throw context.refusal(answer, body);
  return body;
};

/** Reads an answer that is a file, as a whole. */
export const readBytes: Reader<Uint8Array> = async (answer, context) => {
  await refuseFailure(answer, context);
  const body = await answer.bytes();
  if (body.byteLength <= MAX_REFUSAL_BYTES && beginsWithBrace(body)) {
    const text = new TextDecoder().decode(body);
    if (isRefusal(text)) throw context.refusal(answer, text);
  }
  return body;
};

/**
 * Reads an answer that is a file, chunk by chunk. Only while the body may still turn out to be a refusal is it
 * held back.
 */
export const readStream: Reader<ReadableStream<Uint8Array>> = async (answer, context) => {
  await refuseFailure(answer, context);
  const reader = answer.stream(context.idleMs).getReader();
  const held: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  /** Whether the body begins like an object; undefined as long as only blanks have come. */
  let begins: boolean | undefined;
  while (!ended && begins !== false && length <= MAX_REFUSAL_BYTES) {
    const { done, value } = await reader.read();
    ended = done;
    if (value !== undefined) {
      begins ??= beginsWithBrace(value);
      held.push(value);
      length += value.byteLength;
    }
  }
  if (ended && begins && length <= MAX_REFUSAL_BYTES) {
    const text = decode(held);
    if (isRefusal(text)) throw context.refusal(answer, text);
  }
  return resume(held, reader);
};

function decode(chunks: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
}

/** What was held back, then the rest. */
function resume(
  held: Uint8Array[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const first = held.shift();
      if (first !== undefined) return controller.enqueue(first);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
