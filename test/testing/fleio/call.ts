import { DEFAULT_FLEIO_TOKEN, type FakeFleio } from 'reseller-sdk/testing';

export const BASE = 'https://cloud.example.com/backend/staffapi';

/** An answer with its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The value of a JSON body; undefined for any other. */
  readonly body: unknown;
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: HeadersInit;
}

const HEADERS = { authorization: `Token ${DEFAULT_FLEIO_TOKEN}`, 'content-type': 'application/json' };

/** Sends a request as it stands; a body that is no text becomes JSON. */
export async function send(
  fake: FakeFleio,
  method: string,
  path: string,
  { body, headers = HEADERS }: Sent = {},
): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const url = path.startsWith('http') ? path : BASE + path;
  const answer = await fake.fetch(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
  const read = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: answer.status,
    headers: answer.headers,
    text: read,
    body: isJson ? JSON.parse(read) : undefined,
  };
}

/** The body of a read that succeeds. */
export async function get(fake: FakeFleio, path: string): Promise<unknown> {
  return succeeded(await send(fake, 'GET', path));
}

/** The body of a write that succeeds. */
export async function post(fake: FakeFleio, path: string, body?: unknown): Promise<unknown> {
  return succeeded(await send(fake, 'POST', path, { body }));
}

/** Status and body of a write. */
export async function refusal(
  fake: FakeFleio,
  method: string,
  path: string,
  body?: unknown,
): Promise<readonly [number, unknown]> {
  const answer = await send(fake, method, path, { body });
  return [answer.status, answer.body];
}

/** Ids of the rows of a list. */
export function idsOf(list: unknown): unknown[] {
  const rows: unknown = Array.isArray(list) ? list : Reflect.get(Object(list), 'objects');
  if (!Array.isArray(rows)) throw new Error('no list');
  return rows.map((row: unknown) => Reflect.get(Object(row), 'id'));
}

function succeeded({ status, body, text }: Answered): unknown {
  if (status < 200 || status > 299) throw new Error(`${status} ${text}`);
  return body;
}

/** The body of a client's creation as the contract has it (5.3). */
export const NEW_CLIENT = {
  ...{ first_name: 'Ada', last_name: 'Acme', company: 'Acme Ltd', address1: '1 High Street', address2: '' },
  ...{ city: 'Exampleton', state: '', country: 'XE', zip_code: '12345', phone: '', fax: '' },
  ...{ email: 'ada@acme.example', external_billing_id: 'uuid-acme', currency: 'USD' },
  ...{ create_auto_order_service: true, auto_order_service_external_billing_id: 55 },
  user: {
    ...{ username: 'whmcs7', email: 'ada@acme.example', email_verified: true },
    ...{
      first_name: 'Ada',
      last_name: 'Acme',
      password: 'canary-password',
      external_billing_id: 'uuid-acme',
    },
  },
};

/** The body of a change of credit as the contract has it (8.1). */
export function creditChange(amount: string, more: object = {}): object {
  const fixed = { exchange_rate: 1, source_amount: amount, source_currency: 'USD', external_source: true };
  return { amount, currency: 'USD', add_credit: true, ...fixed, ...more };
}
