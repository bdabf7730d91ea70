import type { Issue } from '../../../core/errors/input.ts';
import type { Answer } from '../../../core/http/answer.ts';
import { fileNameOf } from './file-name.ts';
import { goodText, jsonValue } from './json-body.ts';
import { isJsonObject } from './json-object.ts';
import { type CallFacts, type ResponseReader, unexpected } from './reader.ts';
import { isEnvelope, refusal, saysRefused } from './refusal.ts';
import type { Shape } from './shape.ts';

/** A file as the portal sends it. */
export interface PortalFile {
  /** Name that the vendor gives it, without any folder. */
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  /** The bytes, to be read once. The call's signal still ends it. */
  readonly body: ReadableStream<Uint8Array>;
}

/** Longest silence of a streamed file, in milliseconds. */
const IDLE_MS = 60_000;

function proven<T>(value: unknown, shape: Shape<T>, answer: Answer, facts: CallFacts, root: string): T {
  const issues: Issue[] = [];
  if (shape(value, root, issues)) return value;
  throw unexpected('the answer has another shape', answer, facts, '', issues);
}

/**
 * Reads `{status, code, message?, data}` and yields `data`.
 *
 * @param shape what `data` must be
 * @param options `dataOptional` for calls that may answer without `data`
 */
export function envelope<T>(
  shape: Shape<T>,
  { dataOptional = false }: { readonly dataOptional?: boolean } = {},
): ResponseReader<T> {
  return {
    accept: 'application/json',
    async read(answer, facts) {
      const text = await goodText(answer, facts);
      const body = jsonValue(text, answer, facts);
      if (!isJsonObject(body)) throw unexpected('the answer is not an envelope', answer, facts, text);
      if (saysRefused(body)) throw refusal(answer, text, facts, body);
      if (!dataOptional && !Object.hasOwn(body, 'data')) {
        throw unexpected('the envelope has no data', answer, facts, text);
      }
      return proven(body['data'], shape, answer, facts, 'data');
    },
  };
}

/** Reads a JSON document that is the result itself. */
export function bare<T>(shape: Shape<T>): ResponseReader<T> {
  return {
    accept: 'application/json',
    async read(answer, facts) {
      const text = await goodText(answer, facts);
      const body = jsonValue(text, answer, facts);
      if (isJsonObject(body) && isEnvelope(body) && saysRefused(body))
        throw refusal(answer, text, facts, body);
      return proven(body, shape, answer, facts, '');
    },
  };
}

/** Reads `text/plain`, as the older calls answer. Any text is fine, also none. */
export const plainText: ResponseReader<string> = { accept: 'text/plain', read: goodText };

/** Streams a file. A JSON or HTML answer is an error page, never a file. */
export const binary: ResponseReader<PortalFile> = {
  accept: '*/*',
  async read(answer, facts) {
    const { contentType } = answer;
    if (!answer.ok || /\b(?:json|html)\b/i.test(contentType ?? '')) {
      const text = await goodText(answer, facts);
      const body = contentType?.includes('json') ? jsonValue(text, answer, facts) : undefined;
      if (isJsonObject(body) && saysRefused(body)) throw refusal(answer, text, facts, body);
      throw unexpected('the answer is no file', answer, facts, text);
    }
    return {
      fileName: fileNameOf(answer.headers.get('content-disposition')),
      contentType,
      body: answer.stream(IDLE_MS),
    };
  },
};
