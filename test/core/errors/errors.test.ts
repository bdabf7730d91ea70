import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { apiErrorFor } from '../../../src/core/errors/api.ts';
import * as root from '../../../src/index.ts';
import {
  AbortedError,
  ApiError,
  AuthenticationError,
  ConcurrencyError,
  ConfigError,
  ConflictError,
  IdempotencyConflictError,
  InsufficientCreditError,
  InvalidInputError,
  LimitExceededError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResellerSdkError,
  SecretBoxError,
  ServerError,
  TimeoutError,
  TransportError,
  UnexpectedResponseError,
  ValidationError,
} from '../../../src/index.ts';

const api = { vendor: 'acme', operation: 'GetThing', status: 400 };
const sent = { operation: 'GetThing', outcomeUnknown: false, attempts: 1 };

/** Every class, its stable code, and whether a repeat without any change may succeed. */
const table: readonly [name: string, error: ResellerSdkError, code: string, retryable: boolean][] = [
  ['ConfigError', new ConfigError('x'), 'CONFIG', false],
  ['InvalidInputError', new InvalidInputError('x', []), 'INVALID_INPUT', false],
  ['ApiError', new ApiError(api), 'API_ERROR', false],
  ['AuthenticationError', new AuthenticationError(api), 'AUTHENTICATION_FAILED', false],
  ['PermissionError', new PermissionError(api), 'PERMISSION_DENIED', false],
  ['NotFoundError', new NotFoundError(api), 'NOT_FOUND', false],
  ['ConflictError', new ConflictError(api), 'CONFLICT', false],
  ['ValidationError', new ValidationError(api), 'VALIDATION_FAILED', false],
  ['RateLimitError', new RateLimitError(api), 'RATE_LIMITED', true],
  ['ServerError', new ServerError(api), 'SERVER_ERROR', true],
  ['TransportError', new TransportError('x', sent), 'NETWORK', true],
  ['TimeoutError', new TimeoutError({ ...sent, timeoutMs: 1 }), 'TIMEOUT', true],
  ['AbortedError', new AbortedError(sent), 'ABORTED', false],
  ['LimitExceededError', new LimitExceededError('x', 1), 'LIMIT_EXCEEDED', false],
  ['UnexpectedResponseError', new UnexpectedResponseError('x', api), 'UNEXPECTED_RESPONSE', false],
  ['ConcurrencyError', new ConcurrencyError('x', 'VERSION_CONFLICT'), 'VERSION_CONFLICT', true],
  ['ConcurrencyError', new ConcurrencyError('x', 'DUPLICATE_KEY'), 'DUPLICATE_KEY', true],
  ['IdempotencyConflictError', new IdempotencyConflictError('k'), 'IDEMPOTENCY_CONFLICT', false],
  ['SecretBoxError', new SecretBoxError('x', 'SECRET_BOX_MALFORMED'), 'SECRET_BOX_MALFORMED', false],
  ['InsufficientCreditError', new InsufficientCreditError('x', '2', '1'), 'INSUFFICIENT_CREDIT', false],
];

describe('the tree of errors', () => {
  it.each(table)('%s', (name, error, code, retryable) => {
    expect(error).toMatchObject({ name, code, retryable });
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(ResellerSdkError);
    expect(String(error).startsWith(`${name}: `)).toBe(true);
    expect(error.stack?.startsWith(`${name}: `)).toBe(true);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name,
      code,
      retryable,
      message: error.message,
    });
  });

  it('is tabled in full', () => {
    const classes = Object.entries(root)
      .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Error)
      .map(([name]) => name)
      .filter((name) => name !== 'ResellerSdkError');
    expect(new Set(table.map(([name]) => name))).toEqual(new Set(classes));
  });

  it('groups refusals under ApiError and lost calls under TransportError', () => {
    const refusals = [
      'Authentication',
      'Permission',
      'NotFound',
      'Conflict',
      'Validation',
      'RateLimit',
      'Server',
    ];
    for (const [name, error] of table) {
      expect(error instanceof ApiError).toBe(
        name === 'ApiError' || refusals.includes(name.replace('Error', '')),
      );
      expect(error instanceof TransportError).toBe(
        ['TransportError', 'TimeoutError', 'AbortedError'].includes(name),
      );
    }
  });

  it('names its classes without their functions, which a minifier renames', () => {
    class a extends NotFoundError {}
    Object.defineProperty(a, 'name', { value: 'a' });
    expect(new a(api).name).toBe('NotFoundError');
  });
});

describe('an error', () => {
  it('keeps its cause for inspection, and out of JSON', () => {
    const cause = new Error('underneath');
    const error = new TransportError('x', { ...sent, cause });
    expect(error.cause).toBe(cause);
    expect(inspect(error)).toContain('underneath');
    expect(JSON.stringify(error)).not.toContain('underneath');
    expect(Object.hasOwn(new ConfigError('x'), 'cause')).toBe(false);
  });

  it('becomes JSON even with an integer that JSON cannot hold', () => {
    const error = new ApiError({ ...api, details: { bytes: 2n ** 64n } });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ details: { bytes: '18446744073709551616' } });
  });

  it('may know better than its class whether a repeat helps', () => {
    expect(new ServerError({ ...api, retryable: false }).retryable).toBe(false);
    expect(new ConflictError({ ...api, retryable: true }).retryable).toBe(true);
    expect(new UnexpectedResponseError('x', { ...api, retryable: true }).retryable).toBe(true);
  });

  it('says of a lost write what is unknown and what to do', () => {
    const error = new TimeoutError({ ...sent, outcomeUnknown: true, timeoutMs: 100 });
    expect(error.message).toBe(
      'GetThing: no complete answer within 100 ms. The outcome is unknown: the write may have happened. Read the target before you repeat the call',
    );
    expect(error.retryable).toBe(false);
  });

  it('lists every issue, and at most five in words', () => {
    const issues = Array.from({ length: 7 }, (_item, index) => ({
      path: `rows[${index}]`,
      message: 'is odd',
    }));
    const error = new InvalidInputError('rows', issues);
    expect(error.issues).toEqual(issues);
    expect(error.message).toBe(
      'rows was refused: rows[0]: is odd; rows[1]: is odd; rows[2]: is odd; rows[3]: is odd; rows[4]: is odd; and 2 more',
    );
  });

  it('carries the code of the vendor where there is one', () => {
    const error = new ValidationError({ ...api, code: 'ERR_X', vendorMessage: 'bad', hint: 'Fix it' });
    expect(error).toMatchObject({
      code: 'ERR_X',
      message: 'GetThing was refused by acme (HTTP 400): bad. Fix it',
    });
  });
});

describe('the class of an HTTP status', () => {
  it.each([
    [401, 'AuthenticationError'],
    [403, 'PermissionError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [429, 'RateLimitError'],
    [400, 'ValidationError'],
    [422, 'ValidationError'],
    [500, 'ServerError'],
    [503, 'ServerError'],
    [599, 'ServerError'],
    [302, 'ApiError'],
  ])('%i is %s', (status, name) => {
    const error = apiErrorFor(status, { ...api, status, retryAfterMs: 5 });
    expect(error).toMatchObject({ name, status });
    if (status === 429 || status >= 500) expect(error).toMatchObject({ retryAfterMs: 5 });
  });
});

describe('types', () => {
  it('tell what callers rely on', () => {
    expectTypeOf<ResellerSdkError['code']>().toEqualTypeOf<string>();
    expectTypeOf<RateLimitError['retryAfterMs']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<TimeoutError>().toExtend<TransportError>();
    expectTypeOf<TransportError>().not.toExtend<ApiError>();
    expectTypeOf<InvalidInputError['issues']>().toEqualTypeOf<readonly root.Issue[]>();
    expectTypeOf<string>().not.toExtend<root.Day>();
    expectTypeOf<root.Day>().toExtend<string>();
    expectTypeOf<number>().toExtend<root.AmountInput>();
    expectTypeOf(root.parseDay).returns.toEqualTypeOf<root.Day>();
    expectTypeOf<root.HttpEvent['type']>().toEqualTypeOf<
      'request' | 'response' | 'retry' | 'error' | 'warning'
    >();
    // @ts-expect-error the root of the tree is abstract
    expect(() => new ResellerSdkError('x', { code: 'X' })).not.toThrow();
  });
});
