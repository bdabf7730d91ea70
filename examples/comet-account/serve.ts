import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { click, LOGIN_PAGE, LOGIN_SCRIPT } from './login.ts';
import type { Shop } from './shop.ts';
import { receiveWebhook } from './webhook.ts';

/** Events without data are short. */
const MAX_BODY = 100_000;
const LOGIN = /^\/login\/([\w.@-]+)\/([\w-]+)$/;

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** The two doors that need the web: the webhook of the server, and login links of customers. */
export function serve(shop: Shop, log: (line: string) => void): Server {
  return createServer((request, response) => {
    answer(shop, request)
      .catch((error: unknown): Answer => {
        log(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
        return { status: 500 };
      })
      .then((found) => send(response, found))
      .catch(() => response.destroy());
  });
}

async function answer(shop: Shop, request: IncomingMessage): Promise<Answer> {
  const { method, headers } = request;
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (method === 'POST' && pathname === '/webhook') {
    const body = await bodyOf(request);
    if (body === undefined) return { status: 413 };
    return { status: receiveWebhook(shop, headers.authorization, body) };
  }
  if (method === 'GET' && pathname === '/login.js') return page('text/javascript', LOGIN_SCRIPT);
  const [, serviceKey = '', token = ''] = LOGIN.exec(pathname) ?? [];
  if (token === '') return { status: 404 };
  if (method === 'GET') return page('text/html', LOGIN_PAGE);
  if (method !== 'POST') return { status: 405 };
  const clicked = await click(shop, serviceKey, token);
  const body = clicked.status === 200 ? clicked.ticket : { refused: clicked.refused };
  return { status: clicked.status, type: 'application/json', body: JSON.stringify(body) };
}

/** The body of a request; undefined for one that is too long. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    length += piece.length;
    if (length > MAX_BODY) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function page(type: string, body: string): Answer {
  return { status: 200, type: `${type}; charset=utf-8`, body };
}

function send(response: ServerResponse, { status, type = 'text/plain', body = '' }: Answer): void {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(status, headers).end(body);
}
