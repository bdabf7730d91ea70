import { AbortedError, AuthenticationError, NotFoundError, TransportError } from 'reseller-sdk';
import { testConnection } from 'reseller-sdk/katapult/storefront';
import { describe, expect, it } from 'vitest';
import { answering } from './caller.ts';

const LIST = 'organizations.list';
const FACTS = { vendor: 'katapult', operation: LIST };

describe('a connection that is tested', () => {
  it('tells the organizations that the token reaches', async () => {
    const organizations = [
      { id: 'org_1', name: 'Acme', sub_domain: 'acme', managed: false },
      { id: 'org_2', managed: true },
    ];
    expect(await testConnection(answering({ [LIST]: { organizations } }).caller)).toEqual({
      ok: true,
      organizations: [
        { id: 'org_1', name: 'Acme', subDomain: 'acme', managed: false },
        { id: 'org_2', name: null, subDomain: null, managed: true },
      ],
    });
  });

  it('hints at the first set-up where the API forbids the call', async () => {
    const error = new AuthenticationError({ ...FACTS, status: 403, code: 'invalid_api_token' });
    const result = await testConnection(answering({ [LIST]: error }).caller);
    expect(result).toMatchObject({ ok: false, error, hint: expect.stringContaining('first set-up') });
  });

  it.each([
    new NotFoundError({ ...FACTS, status: 404 }),
    new AuthenticationError({ ...FACTS, status: 400, code: 'missing_api_token' }),
    new TransportError('no route', { operation: LIST, attempts: 3, outcomeUnknown: false }),
  ])('has no hint for $name', async (error) => {
    expect(await testConnection(answering({ [LIST]: error }).caller)).toEqual({
      ok: false,
      error,
      hint: undefined,
    });
  });

  it.each([
    new AbortedError({ operation: LIST, attempts: 1, outcomeUnknown: false }),
    new RangeError('a defect'),
  ])('throws what is no answer to the question: $name', async (error) => {
    await expect(testConnection(answering({ [LIST]: error }).caller)).rejects.toBe(error);
  });
});
