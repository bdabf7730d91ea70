/**
 * What goes wrong with one request.
 *
 * `status`, `html`, `empty`, `enveloped-error`, `redirect`, `network-error` and `silence` strike before any
 * work: the state of the fake stays as it was. `delay`, `truncated`, `altered`, `content-type` and
 * `lost-answer` let the work happen.
 */
export type Fault =
  | {
      /** An HTTP status, as a server or a proxy would answer: 429 with `retry-after`, 503. */
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection breaks before an answer; `fetch` rejects with a `TypeError`. */
  | { readonly kind: 'network-error' }
  /** The answer comes after `ms` milliseconds; an abort ends the wait at once. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection never answers; only an abort (or a closed connection) ends the wait. */
  | { readonly kind: 'silence' }
  /** The body breaks off after `bytes` bytes; half of it by default. */
  | { readonly kind: 'truncated'; readonly bytes?: number }
  /** The body after a change of its text: rows left out, repeated, in another order, fields unheard of. */
  | {
      readonly kind: 'altered';
      /** The text to send instead. */
      readonly alter: (text: string) => string;
    }
  /** A login or error page of a proxy. Status 200 by default. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Status 200 without a body. */
  | { readonly kind: 'empty' }
  /** The vendor's own form of an error, inside HTTP 200. */
  | { readonly kind: 'enveloped-error'; readonly status: number; readonly message?: string }
  /** A redirect to another address. Status 302 by default. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  /** The right body under another content type. */
  | { readonly kind: 'content-type'; readonly contentType: string }
  /** The work happens, the answer is lost: the connection breaks, or stays silent. */
  | { readonly kind: 'lost-answer'; readonly how?: 'network-error' | 'silence' };

/** The page of the `html` fault. */
export const HTML_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>';

/** What `fetch` rejects with when the network fails. */
export function networkError(): TypeError {
  const cause = Object.assign(new Error('the connection was reset by the fake'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}

/** Waits for the abort of a request that nobody answers. */
export function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The answer with a body that breaks off; the announced length stays that of the whole body. */
export async function truncate(answer: Response, bytes: number | undefined): Promise<Response> {
  const whole = new Uint8Array(await answer.arrayBuffer());
  const kept = whole.slice(0, bytes ?? Math.floor(whole.length / 2));
  const headers = new Headers(answer.headers);
  headers.set('content-length', String(whole.length));
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent || kept.length === 0) controller.error(new TypeError('terminated'));
      else controller.enqueue(kept);
      sent = true;
    },
  });
  return new Response(body, { status: answer.status, headers });
}

/** The answer with a changed text. */
export async function alterText(answer: Response, alter: (text: string) => string): Promise<Response> {
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(alter(await answer.text()), { status: answer.status, headers });
}

/** The answer under another content type. */
export function relabel(answer: Response, contentType: string): Response {
  const headers = new Headers(answer.headers);
  headers.set('content-type', contentType);
  return new Response(answer.body, { status: answer.status, headers });
}
