import * as operations from 'reseller-sdk/katapult/operations';
import { DEFAULT_KATAPULT_TOKEN, type FakeKatapult } from 'reseller-sdk/testing';
import { issuesOf } from '../../../src/core/check.ts';

export const BASE = 'https://api.katapult.io/core/v1';

/** An answer with its body read. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

const BY_NAME = new Map(Object.values(operations).map((operation) => [operation.name, operation] as const));

/** Sends a request as it stands; a JSON body where there is one. */
export async function send(
  fake: FakeKatapult,
  method: string,
  path: string,
  {
    body,
    token = DEFAULT_KATAPULT_TOKEN,
    headers,
  }: { body?: unknown; token?: string; headers?: HeadersInit } = {},
): Promise<Answered> {
  const sent = new Headers(
    headers ?? { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  );
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fake.fetch(BASE + path, {
    method,
    headers: sent,
    ...(text === undefined ? {} : { body: text }),
  });
  const read = await answer.text();
  return { status: answer.status, headers: answer.headers, body: read === '' ? undefined : JSON.parse(read) };
}

/** Arguments in the query, as Rack reads them. */
export function queryOf(args: object): string {
  const query = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) add(`${name}[]`, item);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) add(`${name}[${key}]`, member);
    } else query.append(name, String(value));
  };
  for (const [name, value] of Object.entries(args)) add(name, value);
  return query.size === 0 ? '' : `?${query}`;
}

/** Calls an operation by its name in the way that the catalogue asks for. */
export function call(fake: FakeKatapult, name: string, args: object = {}, token?: string): Promise<Answered> {
  const operation = BY_NAME.get(name);
  if (operation === undefined) throw new Error(`${name} is no operation`);
  const { method, path } = operation;
  const options = token === undefined ? {} : { token };
  if (method === 'GET') return send(fake, method, `/${path}${queryOf(args)}`.replace('//', '/'), options);
  return send(fake, method, `/${path}`.replace('//', '/'), { ...options, body: args });
}

/** The body of a success, which must be what the generated client would accept. */
export async function ok(fake: FakeKatapult, name: string, args: object = {}): Promise<unknown> {
  const { status, body } = await call(fake, name, args);
  if (status >= 300) throw new Error(`${name} answered ${status}: ${JSON.stringify(body)}`);
  const issues = issuesOf(body, BY_NAME.get(name)?.check ?? (() => undefined));
  if (issues.length > 0) throw new Error(`${name}: ${JSON.stringify(issues)}`);
  return body;
}

/** Status, code and detail of a refusal. */
export async function refusal(
  fake: FakeKatapult,
  name: string,
  args: object = {},
  token?: string,
): Promise<readonly [status: number, code: unknown, detail: unknown]> {
  return refusalOf(await call(fake, name, args, token));
}

/** Status, code and detail of an answer that is an error on the wire (contract 5.1). */
export function refusalOf({ status, body }: Answered): readonly [number, unknown, unknown] {
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
  if (typeof error !== 'object' || error === null) throw new Error(`no error: ${JSON.stringify(body)}`);
  return [status, Reflect.get(error, 'code'), Reflect.get(error, 'detail')];
}

/** Id of the organization with a sub domain. */
export function organizationId(fake: FakeKatapult, sub_domain = 'reseller'): string {
  return [...fake.state.organizations.values()].find((row) => row.sub_domain === sub_domain)?.id ?? '';
}

export const RESELLER = { organization: { sub_domain: 'reseller' } };

/** What a simple build needs at least. */
export const BUILD = { ...RESELLER, package: { permalink: 'small-1' }, data_center: { permalink: 'xe-one' } };

/** The value at a path such as `virtual_machine.zone.id`. */
export function at(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => Reflect.get(Object(value), key), body);
}

/** The text at a path. */
export function textAt(body: unknown, path: string): string {
  const value = at(body, path);
  if (typeof value !== 'string') throw new Error(`no text at ${path} of ${JSON.stringify(body)}`);
  return value;
}

/** The list at a path. */
export function listAt(body: unknown, path: string): readonly unknown[] {
  const value = at(body, path);
  if (!Array.isArray(value)) throw new Error(`no list at ${path} of ${JSON.stringify(body)}`);
  return value;
}
