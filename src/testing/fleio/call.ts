import { parseJson } from '../../core/http/json.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import type { FleioClientRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import { Fields } from './fields.ts';
import { notFound, Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** A call of an endpoint with a good token. */
export interface FleioCall {
  readonly world: World;
  readonly request: ReceivedRequest;
  /** The `{id}` of the path, decoded; empty where it has none. */
  readonly id: string;
}

/** An endpoint of the staffapi. */
export interface FleioEndpoint {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base path, with `{id}`. */
  readonly path: string;
  /** First version that has it. */
  readonly since?: string;
  /** First version that no longer has it. */
  readonly until?: string;
  /** Of a success. Default 200. */
  readonly status?: number;
  /** Does the work; gives the body of the success, or the whole answer. @throws Refusal */
  readonly run: (call: FleioCall) => object;
}

/** The value of the JSON body. @throws Refusal 400, 415 */
export function bodyOf({ request: { json, encoding } }: FleioCall): unknown {
  if (encoding !== 'json') throw new Refusal(415, 'The body has to be application/json (FakeFleio)');
  try {
    return parseJson(json);
  } catch {
    throw new Refusal(400, 'The body is no JSON (FakeFleio)');
  }
}

/** The fields of a JSON object. @throws Refusal 400, 415 */
export function fieldsOf(call: FleioCall): Fields {
  const body = bodyOf(call);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return new Fields(body);
  throw new Refusal(400, { non_field_errors: ['the body is no JSON object (FakeFleio)'] });
}

/** The client of the path. @throws Refusal 404 */
export function clientOf({ world, id }: FleioCall): FleioClientRow {
  return rowOf(world.state.clients, id);
}

/** The user of the path. @throws Refusal 404 */
export function userOf({ world, id }: FleioCall): FleioUserRow {
  return rowOf(world.state.users, id);
}

/** The service of the path. @throws Refusal 404 */
export function serviceOf({ world, id }: FleioCall): FleioServiceRow {
  return rowOf(world.state.services, id);
}

function rowOf<T>(rows: ReadonlyMap<number, T>, id: string): T {
  const row = /^\d{1,15}$/.test(id) ? rows.get(Number(id)) : undefined;
  if (row === undefined) throw notFound();
  return row;
}
