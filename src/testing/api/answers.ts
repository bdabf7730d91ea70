import { stringifyJson } from '../../core/http/json.ts';

/** A JSON answer; integers beyond 2^53 are bigint and stay exact. */
export function jsonAnswer(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(stringifyJson(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** A plain text answer. */
export function textAnswer(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

/** Bytes, in pieces, as a server that streams a file sends them. */
export function bytesAnswer(
  bytes: Uint8Array,
  contentType: string,
  headers: Readonly<Record<string, string>> = {},
  pieceSize = 16_384,
): Response {
  let offset = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (offset < bytes.length) controller.enqueue(bytes.slice(offset, offset + pieceSize));
      offset += pieceSize;
      if (offset >= bytes.length) controller.close();
    },
  });
  return new Response(body, {
    headers: { 'content-type': contentType, 'content-length': String(bytes.length), ...headers },
  });
}
