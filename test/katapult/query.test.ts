import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queryPairs } from '../../src/katapult/query.ts';

/** How the server groups `annotations[][…]`: a name that comes again begins a new item (contract 3.7). */
function regrouped(pairs: readonly (readonly [string, string])[]): Record<string, string>[] {
  const items: Record<string, string>[] = [];
  for (const [name, value] of pairs) {
    const key = /^annotations\[]\[(\w+)]$/.exec(name)?.[1] ?? '';
    const last = items.at(-1);
    if (last === undefined || Object.hasOwn(last, key)) items.push({ [key]: value });
    else last[key] = value;
  }
  return items;
}

test('law of annotations: the server finds the pairs that were meant, in whatever order their members stand', () => {
  const item = fc
    .record({ key: fc.string(), value: fc.option(fc.string(), { nil: undefined }), turned: fc.boolean() })
    .map(({ key, value, turned }) =>
      value === undefined ? { key } : turned ? { value, key } : { key, value },
    );
  fc.assert(
    fc.property(fc.array(item), (annotations) => {
      expect(regrouped(queryPairs({ annotations }, 'test'))).toEqual(annotations);
    }),
  );
});

test('what is absent stays away, and what is empty does not', () => {
  expect(queryPairs({ a: undefined, b: '', c: 0, d: false, e: null, f: [], g: {}, h: 7n }, 'test')).toEqual([
    ['b', ''],
    ['c', '0'],
    ['d', 'false'],
    ['e', ''],
    ['h', '7'],
  ]);
});
