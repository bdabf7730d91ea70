import { describe, expect, test } from 'vitest';
import { compareVersions } from '../../../src/comet/admin/index.ts';
import { picker, sample } from './catalogue-oracle.ts';
import { client, rejection } from './harness.ts';

const version = (text: string) => ({
  ...(sample('ServerMetaVersionInfo', picker(1)) as object),
  Version: text,
});
const info = (text: string) =>
  new Response(
    JSON.stringify(version(text), (_key, value: unknown) => (typeof value === 'bigint' ? 1 : value)),
  );

describe('compareVersions', () => {
  test('compares number by number, not letter by letter', () => {
    expect(compareVersions('24.12.2', '24.9.11')).toBeGreaterThan(0);
    expect(compareVersions('24.9', '24.12')).toBeLessThan(0);
    expect(compareVersions('25.9.8', '25.9.8')).toBe(0);
    expect(compareVersions('25.9', '25.9.0')).toBe(0);
    expect(compareVersions('25.9.1', '25.9')).toBeGreaterThan(0);
  });

  test('refuses what is no version', () => {
    for (const text of ['', 'v25', '25.x', '25..1', '25.9.8-beta']) {
      expect(() => compareVersions(text, '1')).toThrow('expected numbers and dots');
    }
  });
});

describe('supports', () => {
  test('asks the server once, and again after five minutes', async () => {
    const { comet, seen, clock } = client([info('25.6.8'), info('25.9.8')]);
    expect(await comet.supports('24.12')).toBe(true);
    expect(await comet.supports('25.9.6')).toBe(false);
    expect(seen).toHaveLength(1);
    clock.now += 5 * 60_000;
    expect(await comet.supports('25.9.6')).toBe(true);
  });

  test('asks nothing for a version that is none', async () => {
    const { comet, seen } = client([]);
    expect(await rejection(comet.supports('latest'))).toMatchObject({ name: 'InvalidInputError' });
    expect(seen).toHaveLength(0);
  });

  test('keeps no failure', async () => {
    const { comet } = client([{ Status: 500, Message: 'starting' }, info('25.9.8')]);
    await rejection(comet.supports('25.9.6'));
    expect(await comet.supports('25.9.6')).toBe(true);
  });
});
