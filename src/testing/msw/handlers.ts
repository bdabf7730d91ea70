import { type HttpHandler, HttpResponse, http } from 'msw/http';
import type { FakeApi } from '../api/fake-api.ts';

/**
 * Handlers that answer every request under a base URL from a fake:
 * `setupServer(...handlers(fake, 'https://backup.example.com/'))`.
 *
 * The fake is mounted at its `basePath` (none by default); write the same sub-path in `baseUrl`. A broken
 * connection is msw's network error; of a truncated answer msw may deliver nothing at all.
 *
 * @param baseUrl address under which the tested code believes the vendor to be
 */
export function handlers(fake: FakeApi, baseUrl: string): HttpHandler[] {
  const base = new URL(baseUrl);
  const prefix = `${base.origin}${base.pathname.replace(/\/+$/, '')}`;
  return [http.all(`${prefix}/*`, ({ request }) => answer(fake, request))];
}

async function answer(fake: FakeApi, request: Request): Promise<Response> {
  try {
    return await fake.handle(request);
  } catch {
    return HttpResponse.error();
  }
}
