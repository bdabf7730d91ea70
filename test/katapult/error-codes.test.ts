import { describe, expect, test } from 'vitest';
import { CODES_BY_CLASS } from '../../src/katapult/generated/errors.ts';
import { catalogue } from './catalogue.ts';

const classes = new Map(
  Object.entries(CODES_BY_CLASS).flatMap(([name, codes]) => codes.split(' ').map((code) => [code, name])),
);

/** Codes whose class is not the one of their status (contract 5.3). */
const IRREGULAR: Readonly<Record<string, string>> = {
  missing_api_token: 'AuthenticationError',
  invalid_api_token: 'AuthenticationError',
  invalid_capabilities_token: 'AuthenticationError',
  scope_not_granted: 'AuthenticationError',
  unauthorized_network_for_api_token: 'AuthenticationError',
  policy_not_available_for_managed_organizations: 'PermissionError',
  prices_not_available_for_managed_organizations: 'PermissionError',
};

const REGULAR: Readonly<Record<number, string>> = {
  400: 'ValidationError',
  403: 'PermissionError',
  404: 'NotFoundError',
  406: 'ConflictError',
  409: 'ConflictError',
  422: 'ValidationError',
  429: 'RateLimitError',
  500: 'ServerError',
  503: 'ServerError',
  504: 'ServerError',
};

const known = Object.entries({ ...catalogue.errors, ...catalogue.frameworkErrors });

describe('an error code', () => {
  test.each(known)('%s has its class', (code, { status }) => {
    expect(classes.get(code)).toBe(IRREGULAR[code] ?? REGULAR[status]);
  });

  test('is listed once, and all 93 of the API and 6 of its framework are', () => {
    const listed = Object.values(CODES_BY_CLASS).flatMap((codes) => codes.split(' '));
    expect(listed.sort()).toEqual(known.map(([code]) => code).sort());
    expect(listed).toHaveLength(99);
  });
});
