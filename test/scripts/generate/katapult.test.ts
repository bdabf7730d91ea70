import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as operations from '../../../src/katapult/operations/index.ts';
import { catalogue, pairs } from '../../katapult/catalogue.ts';

const GROUPS = join(import.meta.dirname, '../../../src/katapult/generated/groups/katapult');

type Method = (...args: readonly unknown[]) => unknown;
type Group = Readonly<Record<string, Method>>;
type GroupClass = new (caller: unknown) => Group;

/** What a method asked of its client. */
interface Asked {
  readonly how: 'call' | 'iterate';
  readonly operation: unknown;
  readonly params: unknown;
  readonly options: unknown;
}

async function groupClasses(): Promise<ReadonlyMap<string, GroupClass>> {
  const modules = globSync('*.ts', { cwd: GROUPS }).map(async (file) => {
    const module = (await import(join(GROUPS, file))) as Record<string, GroupClass>;
    return Object.entries(module);
  });
  return new Map((await Promise.all(modules)).flat());
}

const classes = await groupClasses();

function methodsOf(group: GroupClass): readonly string[] {
  return Object.getOwnPropertyNames(group.prototype).filter((name) => name !== 'constructor');
}

/** Calls a method of a group and tells what it asked. */
function ask(sdk: string, method: string): Asked {
  const group = sdk.charAt(0).toUpperCase() + sdk.slice(1, sdk.indexOf('.'));
  const Group = classes.get(`Katapult${group}Group`);
  if (Group === undefined) throw new Error(`no class for ${sdk}`);
  const record =
    (how: Asked['how']) =>
    (operation: unknown, params: unknown, options: unknown): Asked => ({ how, operation, params, options });
  const instance = new Group({ call: record('call'), iterate: record('iterate') });
  return instance[method]?.('params', 'options') as Asked;
}

describe('the operations of Katapult', () => {
  test('are the 189 of the catalogue, each exported once', () => {
    expect(pairs).toHaveLength(189);
    expect(Object.keys(operations)).toHaveLength(189);
    expect(new Set(Object.values(operations)).size).toBe(189);
  });

  test.each(pairs)('$entry.sdk is a value and a method', ({ entry, operation }) => {
    const [, method = ''] = entry.sdk.split('.');
    const asked = { operation, params: 'params', options: 'options' };
    expect(ask(entry.sdk, method)).toEqual({ how: 'call', ...asked });
    expect(operation.method).toBe(entry.method);
    expect(operation.path).toBe(entry.template.replace(/\{[a-z_]+\}/g, '_'));
    const identifier = entry.sdk.replace(/\.(.)/, (_dot, letter: string) => letter.toUpperCase());
    expect(Reflect.get(operations, identifier)).toBe(operation);
  });

  test.each(pairs.filter(({ entry }) => entry.list?.paginated))('$entry.sdk can be iterated', (pair) => {
    const [, method = ''] = pair.entry.sdk.split('.');
    const asked = ask(pair.entry.sdk, method.replace('list', 'iterate'));
    const { operation } = pair;
    expect(asked).toEqual({ how: 'iterate', operation, params: 'params', options: 'options' });
  });

  test('have no method besides: 189, and one for each of the 37 paginated lists', () => {
    const count = [...classes.values()].flatMap(methodsOf).length;
    expect(count).toBe(catalogue.operations.length + 37);
  });
});
