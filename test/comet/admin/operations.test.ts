import { describe, expect, expectTypeOf, test } from 'vitest';
import catalogue from '../../../catalog/comet-admin.api.json' with { type: 'json' };
import * as constants from '../../../src/comet/admin/constants/index.ts';
import {
  CometAdminClient,
  type CometAPIResponseMessage,
  CometConnection,
  CometUserClient,
  type ParamsOf,
  type ResultOf,
  type UserProfileConfig,
} from '../../../src/comet/admin/index.ts';
import * as operations from '../../../src/comet/admin/operations/index.ts';

interface Endpoint {
  readonly name: string;
  readonly path: string;
  readonly method: string;
  readonly auth: string;
  readonly params: readonly { readonly name: string }[];
}

const endpoints: readonly Endpoint[] = catalogue.endpoints;

/** Names of the operations behind the methods of all groups, one for each method that reads no stream. */
function reached(client: CometConnection): string[] {
  const found: string[] = [];
  const record = (operation: { readonly name: string }) => found.push(operation.name);
  Object.assign(client, { call: record, read: () => undefined });
  for (const group of Object.values(client)) {
    if (typeof group !== 'object') continue;
    const own: object = Object.getPrototypeOf(group);
    const parent: object = Object.getPrototypeOf(own);
    const names = new Set([own, parent].flatMap((prototype) => Object.getOwnPropertyNames(prototype)));
    for (const name of Object.getOwnPropertyNames(Object.prototype)) names.delete(name);
    names.delete('updateProfile');
    for (const name of names) Reflect.apply(Reflect.get(group, name), group, [{}]);
  }
  return found;
}

describe('every operation of the catalogue', () => {
  test('is exported from the door under its vendor name', () => {
    expect(Object.keys(operations).sort()).toEqual(endpoints.map(({ name }) => name).sort());
  });

  test('knows its name, path, method and parameters', () => {
    const facts = Object.values(operations).map(({ name, path, params, ...more }) => ({
      name,
      path,
      method: 'method' in more ? more.method : 'POST',
      params: Object.keys(params),
    }));
    const expected = endpoints.map(({ name, path, method, params }) => ({
      name,
      path,
      method,
      params: params.map((param) => param.name),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(facts.sort(byName)).toEqual(expected.sort(byName));
  });

  test('is reached by exactly one method of the clients', () => {
    const options = { baseUrl: 'https://backup.example.com/' };
    const admin = reached(new CometAdminClient(options));
    const user = reached(new CometUserClient(options));
    const names = (own: boolean) =>
      endpoints.filter(({ auth }) => (auth === 'user') === own).map(({ name }) => name);
    expect(user.sort()).toEqual(names(true).sort());
    expect(admin.sort()).toEqual(names(false).sort());
    expect(new Set([...admin, ...user]).size).toBe(251);
  });
});

describe('the types of operations', () => {
  test('carry parameters and results', () => {
    expectTypeOf<ResultOf<typeof operations.AdminListUsersFull>>().toEqualTypeOf<
      Record<string, UserProfileConfig>
    >();
    expectTypeOf<ResultOf<typeof operations.AdminAddUser>>().toEqualTypeOf<CometAPIResponseMessage>();
    expectTypeOf<ResultOf<typeof operations.AdminGetJobLog>>().toEqualTypeOf<string>();
    expectTypeOf<ResultOf<typeof operations.AdminMetaResourceGet>>().toEqualTypeOf<Uint8Array>();
    expectTypeOf<ParamsOf<typeof operations.AdminDeleteUser>>().toHaveProperty('TargetUser');
  });

  test('know which fields an older server leaves out', () => {
    type Written = ResultOf<typeof operations.AdminSetUserProfileHash>;
    expectTypeOf<Written['Profile']>().toEqualTypeOf<UserProfileConfig | undefined>();
    expectTypeOf<Written['Status']>().toEqualTypeOf<number>();
  });

  test('are checked at the call', () => {
    const options = { baseUrl: 'https://backup.example.com/' };
    const connection = new CometConnection(options);
    // @ts-expect-error a required parameter is missing
    const missing = () => connection.call(operations.AdminDeleteUser, {});
    // @ts-expect-error a parameter that the operation does not have
    const unknown = () => connection.call(operations.AdminListUsers, { TargetUser: 'a' });
    // @ts-expect-error options are the second argument
    const misplaced = () => new CometAdminClient(options).users.list({ timeout: 1 });
    expect([missing, unknown, misplaced]).toHaveLength(3);
  });
});

test('published constants and open enums', () => {
  expect(Object.keys(constants).sort()).toEqual(Object.keys(catalogue.constants).sort());
  expect(constants.JOB_STATUS.JOB_STATUS_STOP_SUCCESS).toBe(5000);
  expectTypeOf<5000>().toExtend<constants.JobStatus>();
  expectTypeOf<number>().toExtend<constants.JobStatus>();
});
