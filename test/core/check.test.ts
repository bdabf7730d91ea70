import { describe, expect, test } from 'vitest';
import {
  anything,
  type Check,
  flag,
  int64,
  issuesOf,
  list,
  mapOf,
  num,
  record,
  text,
} from '../../src/core/check.ts';

const lot: Check = (value, findings, holder, key, mode) => {
  if (!record(value, findings, holder, key, mode)) return;
  text(value.id, findings, value, 'id');
  num(value.size, findings, value, 'size', 1);
  flag(value.open, findings, value, 'open', 2);
  int64(value.bytes, findings, value, 'bytes', 3);
  list(value.parts, lot, findings, value, 'parts', 3);
};

const lots: Check = (value, findings, holder, key) => mapOf(value, lot, findings, holder, key);

describe('issuesOf', () => {
  test('a fitting value has none, unknown members and nulls where they are allowed included', () => {
    expect(issuesOf({ id: 'a', size: null, bytes: 2n ** 60n, more: 1, parts: null }, lot)).toEqual([]);
    expect(issuesOf({ id: 'a', size: 1, bytes: null, open: true }, lot)).toEqual([]);
  });

  test('names the path, what was expected and what is there, but never the value', () => {
    const value = {
      'a b': { id: 'x', size: 'secret', parts: [{ id: 1, size: 1 }] },
      plain: { size: 2, open: null },
    };
    expect(issuesOf(value, lots)).toEqual([
      { path: '["a b"].size', message: 'expected a number, got a string' },
      { path: '["a b"].parts[0].id', message: 'expected a string, got a number' },
      { path: 'plain.id', message: 'expected a string, got nothing' },
      { path: 'plain.open', message: 'expected a boolean, got null' },
    ]);
  });

  test('the value itself has the empty path', () => {
    expect(issuesOf([], lot)).toEqual([{ path: '', message: 'expected an object, got a list' }]);
    expect(issuesOf(null, lots)).toEqual([{ path: '', message: 'expected an object, got null' }]);
    expect(issuesOf(undefined, text)).toEqual([{ path: '', message: 'expected a string, got nothing' }]);
    expect(issuesOf(undefined, anything)).toEqual([]);
  });

  test('keeps 20 and counts the rest', () => {
    const items: Check = (value, findings, holder, key) => list(value, num, findings, holder, key);
    const issues = issuesOf(
      Array.from({ length: 50 }, () => 'x'),
      items,
    );
    expect(issues).toHaveLength(21);
    expect(issues[19]?.path).toBe('[19]');
    expect(issues[20]).toEqual({ path: '', message: '30 more values do not fit' });
  });

  test('a key such as __proto__ is a key like any other', () => {
    const value: unknown = JSON.parse('{"__proto__":{"id":1,"size":1},"constructor":{"id":"a","size":1}}');
    expect(issuesOf(value, lots)).toEqual([
      { path: '__proto__.id', message: 'expected a string, got a number' },
    ]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test('long keys are shortened', () => {
    const [issue] = issuesOf({ ['k'.repeat(500)]: 1 }, lots);
    expect(issue?.path.length).toBeLessThan(70);
  });
});
