import * as z from 'zod';
import { type Difference, differences } from './subset.ts';

/** One expected request and the answer it gets, as a wire file tells them. */
export const Exchange = z.strictObject({
  request: z.strictObject({
    method: z.string().optional(),
    path: z.string().optional(),
    query: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
    /** The whole query as pairs, where their order matters. */
    pairs: z.array(z.tuple([z.string(), z.string()])).optional(),
    /** Decoded form fields; `{"$json": …}` compares a field that holds JSON text, `{"$absent": true}` forbids one. */
    form: z.record(z.string(), z.unknown()).optional(),
    json: z.unknown().optional(),
    text: z.string().optional(),
    headers: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z
    .strictObject({
      status: z.number().default(200),
      headers: z.record(z.string(), z.string()).default({}),
      json: z.unknown().optional(),
      text: z.string().optional(),
      base64: z.string().optional(),
      /** The network fails instead of answering. */
      networkError: z.boolean().optional(),
      /** The answer never comes. */
      never: z.boolean().optional(),
    })
    .prefault({}),
});

export type Exchange = z.infer<typeof Exchange>;

/** What a request looked like, in the vocabulary of a wire file. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string | string[]>;
  readonly pairs: readonly [string, string][];
  readonly form: Record<string, string | string[]>;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Record<string, string>;
}

function multimap(params: Iterable<[string, string]>): Record<string, string | string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of params) lists.set(name, [...(lists.get(name) ?? []), value]);
  return Object.fromEntries(
    [...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

async function formOf(request: Request, text: string): Promise<Record<string, string | string[]>> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return multimap(new URLSearchParams(text));
  if (!type.startsWith('multipart/form-data')) return {};
  const data = await new Response(text, { headers: { 'content-type': type } }).formData();
  const parts: [string, string][] = [];
  for (const [name, part] of data) parts.push([name, typeof part === 'string' ? part : await part.text()]);
  return multimap(parts);
}

/** Reads a request to its end. */
export async function seenRequest(request: Request): Promise<SeenRequest> {
  const url = new URL(request.url);
  const text = await request.clone().text();
  const type = request.headers.get('content-type') ?? '';
  return {
    method: request.method,
    path: url.pathname,
    query: multimap(url.searchParams),
    pairs: [...url.searchParams],
    form: await formOf(request, text),
    text,
    // Some clients name the type of a body that they do not send.
    json: type.startsWith('application/json') && text !== '' ? JSON.parse(text) : undefined,
    headers: Object.fromEntries(request.headers),
  };
}

function isJsonMark(value: unknown): value is { $json: unknown } {
  return typeof value === 'object' && value !== null && '$json' in value;
}

function formDifferences(
  expected: Record<string, unknown>,
  actual: SeenRequest['form'],
  path: string,
): Difference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const sent = actual[name];
    if (!isJsonMark(value)) return differences({ [name]: value }, actual, path);
    const read: unknown = typeof sent === 'string' ? JSON.parse(sent) : undefined;
    return differences(value.$json, read, `${path}.${name}`);
  });
}

/** Where a request differs from the expected one. */
export function requestDifferences(
  { form, ...expected }: Exchange['request'],
  seen: SeenRequest,
  path: string,
): Difference[] {
  const headers = Object.fromEntries(
    Object.entries(expected.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const plain = differences({ ...expected, headers }, seen, path);
  return form === undefined ? plain : [...plain, ...formDifferences(form, seen.form, `${path}.form`)];
}

function bodyOf({ json, text, base64 }: Exchange['response']): string | Uint8Array<ArrayBuffer> | null {
  if (text !== undefined) return text;
  if (base64 !== undefined) return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return json === undefined ? null : JSON.stringify(json);
}

/** Answers as the wire file says. */
export async function respond(
  response: Exchange['response'],
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (response.networkError) throw new TypeError('fetch failed');
  if (response.never) {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
  const type = response.json === undefined ? {} : { 'content-type': 'application/json' };
  const body = [204, 205, 304].includes(response.status) ? null : bodyOf(response);
  return new Response(body, { status: response.status, headers: { ...type, ...response.headers } });
}
