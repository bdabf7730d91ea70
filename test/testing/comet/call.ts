import { type FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { parseJson } from '../../../src/core/http/json.ts';

export const BASE = 'https://backup.example.com';
export const ADMIN = { Username: 'admin', AuthType: 'Password', Password: 'fake-password' };
export const OK = { Status: 200, Message: 'OK' };
export const UNAUTHORISED = { Status: 403, Message: 'Unauthorised' };

/** Posts a form as it stands, with nothing added. */
export function post(
  fake: Pick<FakeCometServer, 'fetch'>,
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fake.fetch(`${BASE}${path}`, { method: 'POST', body: new URLSearchParams(form), headers });
}

/** Posts as the default administrator and reads the JSON. */
export async function admin(
  fake: FakeCometServer,
  path: string,
  form: Record<string, string> = {},
): Promise<unknown> {
  const answer = await post(fake, `/api/v1/admin/${path}`, { ...ADMIN, ...form });
  return parseJson(await answer.text());
}

export const acme = fakeProfile({ Username: 'acme', AccountName: 'Acme Ltd' });

/** A text member of an answer. */
export function text(answer: unknown, name: string): string {
  const value = typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined;
  if (typeof value !== 'string') throw new Error(`the answer has no text ${name}: ${JSON.stringify(answer)}`);
  return value;
}
