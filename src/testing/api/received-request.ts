/** A request whose body was read. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path without query and without the fake's base path; empty when it lies outside of that. */
  readonly path: string;
  /** Origin and base path with one trailing slash: the address under which the caller reaches the fake. */
  readonly selfAddress: string;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** The text of a JSON body; empty for any other. */
  readonly json: string;
  /** How the body was encoded. */
  readonly encoding: 'form' | 'json' | 'multipart' | 'none' | 'other';
  /** Parts of a multipart body by name. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** Those of them that are text, not a file. */
  readonly texts: URLSearchParams;
  readonly signal: AbortSignal;
}

/** Reads a request to its end. A body in another encoding than those that vendors take is not decoded. */
export async function receive(request: Request, basePath: string): Promise<ReceivedRequest> {
  const url = new URL(request.url);
  const inside = url.pathname.startsWith(`${basePath}/`);
  const encoding = encodingOf(request.headers.get('content-type'));
  const form = encoding === 'form' ? new URLSearchParams(await request.text()) : new URLSearchParams();
  const multipart = encoding === 'multipart' ? await readMultipart(request) : new FormData();
  return {
    method: request.method,
    path: inside ? url.pathname.slice(basePath.length) : '',
    selfAddress: `${url.origin}${basePath}/`,
    headers: request.headers,
    query: url.searchParams,
    form,
    json: encoding === 'json' ? await request.text() : '',
    encoding,
    parts: await partsOf(multipart),
    texts: textsOf(multipart),
    signal: request.signal,
  };
}

function encodingOf(contentType: string | null): ReceivedRequest['encoding'] {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type?.endsWith('+json')) return 'json';
  switch (type) {
    case undefined:
      return 'none';
    case 'application/json':
      return 'json';
    case 'application/x-www-form-urlencoded':
      return 'form';
    case 'multipart/form-data':
      return 'multipart';
    default:
      return 'other';
  }
}

function readMultipart(request: Request): Promise<FormData> {
  return request.formData().catch(() => new FormData());
}

async function partsOf(multipart: FormData): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>();
  for (const [name, value] of multipart) {
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : await value.bytes();
    if (!parts.has(name)) parts.set(name, bytes);
  }
  return parts;
}

function textsOf(multipart: FormData): URLSearchParams {
  const texts = new URLSearchParams();
  for (const [name, value] of multipart) if (typeof value === 'string') texts.append(name, value);
  return texts;
}
