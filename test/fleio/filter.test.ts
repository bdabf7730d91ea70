import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../../src/core/errors/input.ts';
import { client, rejection } from './harness.ts';

const fields = [
  'external_billing_id',
  'client__external_billing_id',
  'product__product_type',
  'status',
  'id__ne',
];
/** What would change the question, and the wide or unseen characters that may be taken for it. */
const UNFIT = /^$|[+:\s\p{Cc}\p{Cf}\p{Surrogate}＋：]/u;
const filters = fc.dictionary(
  fc.constantFrom(...fields),
  fc.oneof(fc.string(), fc.stringMatching(/^[\w+: -]+$/), fc.stringMatching(/^[\w＋：\u3000\u200b-]+$/u)),
  {
    minKeys: 1,
  },
);

test('law: a filter is refused, or asks for exactly what it says', async () => {
  const law = fc.asyncProperty(filters, async (filtering) => {
    const { fleio, seen } = client([{ objects: [], next: null }]);
    const values = Object.values(filtering);
    if (values.some((value) => UNFIT.test(value))) {
      expect(await rejection(fleio.services.list({ filtering }))).toBeInstanceOf(InvalidInputError);
      expect(seen).toEqual([]);
      return;
    }
    await fleio.services.list({ filtering });
    const asked = seen[0]?.url.searchParams.get('filtering')?.split('+') ?? [];
    expect(asked.map((part) => part.split(':'))).toEqual(Object.entries(filtering));
  });
  await fc.assert(law);
});
