import { readFileSync } from 'node:fs';
import { FakeKatapult } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';
import { KATAPULT_HANDLERS } from '../../../src/testing/katapult/endpoints/table.ts';
import { call, RESELLER } from './call.ts';

interface Argument {
  readonly type?: string;
  readonly lookup?: readonly string[];
  readonly required?: boolean;
}

interface Operation {
  readonly sdk: string;
  readonly method: string;
  readonly query?: Readonly<Record<string, Argument>>;
  readonly body?: Readonly<Record<string, Argument>>;
  readonly success: { readonly status: number };
  readonly list?: { readonly key: string };
  readonly errors: Readonly<Record<string, readonly string[]>>;
}

const catalogue: {
  readonly operations: readonly Operation[];
  readonly lookups: Readonly<Record<string, { readonly keys: readonly string[] }>>;
  readonly schemaEnums: Readonly<Record<string, readonly string[]>>;
} = JSON.parse(readFileSync(new URL('../../../catalog/katapult.api.json', import.meta.url), 'utf8'));

/** A value that the argument takes; lookups name nothing that exists. */
function sample(name: string, { type = '', lookup }: Argument): unknown {
  const keys = lookup ?? catalogue.lookups[type]?.keys;
  if (keys !== undefined) return { [keys[0] ?? 'id']: 'nothing' };
  const values = catalogue.schemaEnums[type];
  if (values !== undefined) return values[0];
  if (type === 'integer') return 1;
  if (type === 'string') return name;
  return type === 'VirtualMachineFlexibleResources' ? { cpu_cores: 1, memory_in_gb: 1 } : { name: 'a name' };
}

function argumentsOf({ query, body }: Operation): Record<string, unknown> {
  const all = Object.entries(query ?? body ?? {});
  const needed = all.filter(([name, { required }]) => required || name === 'virtual_machine');
  return Object.fromEntries(needed.map(([name, argument]) => [name, sample(name, argument)]));
}

test.each(catalogue.operations.map((operation) => [operation.sdk, operation] as const))(
  '%s is known, and answers as documented or says that it is not implemented',
  async (name, operation) => {
    const fake = new FakeKatapult();
    const args = argumentsOf(operation);
    if ('organization' in args) Object.assign(args, RESELLER);
    const { status, body } = await call(fake, name, args);
    expect(fake.requests[0]?.operation).toBe(name);
    if (status < 300) {
      expect(status).toBe(operation.success.status);
      if (operation.list !== undefined) expect(body).toHaveProperty(operation.list.key);
      return;
    }
    const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : undefined;
    const code = String(Reflect.get(Object(error), 'code'));
    if (code === 'unhandled_exception') {
      expect(KATAPULT_HANDLERS).not.toHaveProperty([name]);
      expect(Reflect.get(Object(error), 'description')).toContain(name);
    } else {
      expect(operation.errors[status]).toContain(code);
    }
  },
);

test('every handler belongs to an operation of the catalogue', () => {
  const names = new Set(catalogue.operations.map(({ sdk }) => sdk));
  expect(Object.keys(KATAPULT_HANDLERS).filter((name) => !names.has(name))).toEqual([]);
});
