import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Check, issuesOf } from '../../../src/core/check.ts';
import { MAX_DEPTH, sample, typeSchema } from './catalogue-oracle.ts';

const folder = join(import.meta.dirname, '../../../src/comet/admin/generated/checks');

/** All generated checkers by the name of their type. */
async function allChecks(): Promise<(readonly [type: string, check: Check])[]> {
  const modules = readdirSync(folder).map(
    (file) => import(join(folder, file)) as Promise<Record<string, Check>>,
  );
  const loaded = await Promise.all(modules);
  return loaded.flatMap((module) =>
    Object.entries(module).map(([name, check]) => [name.replace(/^check/, ''), check] as const),
  );
}

const checks = await allChecks();

/** An object of a type with all its members, and little in them. */
function whole(type: string): Record<string, unknown> {
  return sample(type, () => 1, MAX_DEPTH) as Record<string, unknown>;
}

const ABSENT = Symbol('absent');

/** What a member is replaced with in turn. */
const REPLACEMENTS: readonly unknown[] = [null, ABSENT, 'text', 1, 2n ** 60n, true, [], {}, [[]], { x: [] }];

describe('the checker of every type that answers hold', () => {
  test('there is one for each', () => {
    expect(checks.length).toBeGreaterThan(190);
  });

  test.each(checks)('%s decides about each member as the catalogue does', (type, check) => {
    const schema = typeSchema(type);
    expect(issuesOf(whole(type), check)).toEqual([]);
    for (const name of Object.keys(whole(type))) {
      for (const replacement of REPLACEMENTS) {
        const value = whole(type);
        if (replacement === ABSENT) delete value[name];
        else value[name] = replacement;
        const accepted = issuesOf(value, check).length === 0;
        const what = `${type}.${name} as ${String(replacement)}`;
        expect([what, accepted]).toEqual([what, schema.safeParse(value).success]);
      }
    }
  });
});
