import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import type { OperationFacts } from '../../../src/comet/admin/operation.ts';
import * as operations from '../../../src/comet/admin/operations/index.ts';
import { issuesOf } from '../../../src/core/check.ts';
import { answerSchema, jsonEndpoints, picker, sample } from './catalogue-oracle.ts';

const byName: Readonly<Record<string, OperationFacts<unknown>>> = operations;

function checkOf(name: string) {
  const check = byName[name]?.check;
  if (check === undefined) throw new Error(`${name} has no check`);
  return check;
}

/** All places of a value: the object or list, and the key in it. */
function placesOf(value: unknown): (readonly [object, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [[value, key] as const, ...placesOf(member)]);
}

/** Wrong, null, absent: what a place of an answer might hold instead. */
const junk = fc.constantFrom<unknown>(null, undefined, 'text', 7, 1.5, true, 2n ** 60n, [], {}, [null], {
  x: 1,
});
const mutations = fc.array(fc.tuple(fc.nat(100_000), junk), { maxLength: 3 });

function mutate(value: unknown, changes: readonly (readonly [number, unknown])[]): unknown {
  const root = { value };
  for (const [index, replacement] of changes) {
    const places = placesOf(root);
    const place = places[index % places.length];
    if (place === undefined) continue;
    if (replacement === undefined && !Array.isArray(place[0])) Reflect.deleteProperty(place[0], place[1]);
    else Reflect.set(place[0], place[1], structuredClone(replacement ?? null));
  }
  return root.value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    if (!/^[A-Za-z_$][\w$]*$/.test(String(key))) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** Paths of all issues; those of a failed union count as one. */
function oraclePaths(result: z.ZodSafeParseResult<unknown>): string[] {
  return result.success ? [] : [...new Set(result.error.issues.map(({ path }) => pathText(path)))].sort();
}

const schemas = new Map(jsonEndpoints.map((endpoint) => [endpoint.name, answerSchema(endpoint)]));
const answer = fc.record({
  endpoint: fc.constantFrom(...jsonEndpoints),
  seed: fc.nat(),
  changes: mutations,
});

describe('generated checks', () => {
  test('law: they refuse exactly what schemas made from the catalogue refuse, at the same paths', async () => {
    await fc.assert(
      fc.property(answer, ({ endpoint, seed, changes }) => {
        const value = mutate(sample(endpoint.response.type, picker(seed)), changes);
        const expected = oraclePaths(
          schemas.get(endpoint.name)?.safeParse(value) as z.ZodSafeParseResult<unknown>,
        );
        const issues = issuesOf(value, checkOf(endpoint.name));
        const actual = [...new Set(issues.slice(0, 20).map(({ path }) => path))].sort();
        if (issues.length <= 20) expect(actual).toEqual(expected);
        else expect(expected.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  test('law: they accept every value that follows the catalogue', async () => {
    await fc.assert(
      fc.property(fc.constantFrom(...jsonEndpoints), fc.nat(), ({ name, response }, seed) => {
        expect(issuesOf(sample(response.type, picker(seed)), checkOf(name))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test('law: they change nothing', async () => {
    const freeze = (value: unknown): unknown => {
      for (const [holder, key] of placesOf(value)) Object.freeze(Reflect.get(holder, key));
      return Object.freeze(value);
    };
    await fc.assert(
      fc.property(answer, ({ endpoint, seed, changes }) => {
        const make = () => mutate(sample(endpoint.response.type, picker(seed)), changes);
        const value = freeze(make());
        issuesOf(value, checkOf(endpoint.name));
        expect(value).toEqual(make());
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
