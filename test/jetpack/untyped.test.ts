import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import * as operations from '../../src/jetpack/operations/index.ts';
import { client, rejection } from './harness.ts';

type AnyOperation = (typeof operations)[keyof typeof operations];

/** Values that a caller without types may pass by mistake. */
const JUNK: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1.5, Number.NaN, 2 ** 53, 5n, '', ' ', '\ud800', Symbol('junk')],
  ...[[], [null], {}, Object.create(null), () => 'junk', new Date(), new Map(), new Secret('')],
];

/** Parameters that fit, by name. */
const FITTING: Readonly<Record<string, unknown>> = {
  ...{ siteurl: 'https://example.com', local_user: 'ada', site: 'example.com', url: 'https://example.com' },
  ...{ license_key: 'jetpack-scan_x', product: 'jetpack-scan', quantity: 1, bundle: false, preset: 'half' },
  ...{ coupon_code: 'c', coupon_codes: ['c'], email: 'a@example.com', product_type: 'jetpack', name: 'EU' },
  ...{ partner_id: 1, key_id: 2, blog_id: 3, ssh_user: 'u', ssh_host: 'h', ftp_user: 'u', ftp_host: 'h' },
  ...{ ssh_pass: 'p', client_id: 4, token: 't' },
};

/** What became of a call without types: that it was sent, or the name of the error before that. */
async function outcome(operation: AnyOperation, params: unknown): Promise<string> {
  const { jetpack, seen } = client(() => ({ access_token: 'start-1' }));
  const work = Reflect.apply(jetpack.call, jetpack, [operation, params]);
  const error = await rejection(work.then(() => Promise.reject(new Error('it went through'))));
  return seen.length > 0 ? 'sent' : error.name;
}

describe.each(Object.values(operations).map((operation) => [operation.name, operation] as const))(
  '%s, called without types,',
  (name, operation) => {
    const required = Object.keys(operation.input).filter((given) => !given.endsWith('?'));
    const more = name === 'setSshCredentials' ? ['ssh_pass'] : [];
    const fitting = Object.fromEntries([...required, ...more].map((given) => [given, FITTING[given]]));

    test('is sent where all fits', async () => {
      expect(await outcome(operation, fitting)).toBe('sent');
    });

    test('is refused without an object', async () => {
      for (const junk of [undefined, null, 7, 'text', [], Symbol('junk')]) {
        expect(await outcome(operation, junk)).toBe('InvalidInputError');
      }
    });

    test('either takes a value or says what is wrong with it', async () => {
      for (const given of Object.keys(operation.input)) {
        for (const junk of JUNK) {
          const params = { ...fitting, [given.replace('?', '')]: junk };
          expect(await outcome(operation, params)).toMatch(/^(?:sent|InvalidInputError)$/);
        }
      }
    });
  },
);

test('halves of characters are refused, for they would go out as something else', async () => {
  const { jetpack, seen } = client([]);
  const access = { ssh_user: 'u\ud800', ssh_pass: 'p\udc00', ssh_host: 'h' };
  const error = await rejection(jetpack.setSshCredentials(9, access));
  const paths = Reflect.get(error, 'issues').map(({ path }: { readonly path: string }) => path);
  expect([error.name, paths, seen]).toEqual(['InvalidInputError', ['ssh_user', 'ssh_pass'], []]);
});

test.each([null, 7, 'text'])('an iteration by %s is refused like a page', async (params) => {
  const { jetpack, seen } = client([]);
  const pages = Reflect.apply(jetpack.licensing.iterate, jetpack.licensing, [params, { maxPages: 0 }]);
  const error = await rejection(pages.next());
  expect(error).toMatchObject({ name: 'InvalidInputError' });
  expect(error.message).toMatch(/maxPages: expected a whole number from 1$/);
  expect(Reflect.get(error, 'issues').length).toBeGreaterThan(1);
  expect(seen).toEqual([]);
});

test('a site that an operation does not take is no site that is wrong', async () => {
  const { jetpack } = client([]);
  const asked: object = { url: 'https://example.com', license_key: 'jetpack-scan_x' };
  const error = await rejection(Reflect.apply(jetpack.licensing.get, jetpack.licensing, [asked]));
  expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'url' }] });
  expect(error).not.toHaveProperty('issues.0.code');
});

describe('options of a call without types', () => {
  test.each([null, 7, 'text'])('that are %s are refused before anything is sent', async (options) => {
    const { jetpack, seen } = client([]);
    for (const work of [
      Reflect.apply(jetpack.status, jetpack, ['example.com', options]),
      Reflect.apply(jetpack.errorCatalogue, jetpack, [{}, options]),
      Reflect.apply(jetpack.licensing.iterate, jetpack.licensing, [{}, options]).next(),
    ]) {
      expect(await rejection(work)).toMatchObject({ name: 'InvalidInputError' });
    }
    expect(seen).toEqual([]);
  });

  test('have all their issues listed', async () => {
    const { jetpack, seen } = client([]);
    const options: object = { signal: {}, timeout: Symbol('soon'), deadline: null };
    const error = await rejection(Reflect.apply(jetpack.status, jetpack, ['example.com', options]));
    const paths = Reflect.get(error, 'issues').map(({ path }: { readonly path: string }) => path);
    expect([error.name, paths, seen]).toEqual(['InvalidInputError', ['signal', 'timeout', 'deadline'], []]);
  });
});
