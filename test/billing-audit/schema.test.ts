import fc from 'fast-check';
import { collectAudit, inMemorySources } from 'reseller-sdk/billing-audit';
import { chargeSchema, factSchema, parseFinding, planLineSchema } from 'reseller-sdk/billing-audit/schema';
import { describe, expect, it } from 'vitest';
import { history, policy, WINDOW } from './arbitraries.ts';
import { charge, JULY, planLine, REVOKED } from './history.ts';

describe('the schemas of an audit', { timeout: 60_000 }, () => {
  // Mutant: a member or code that the engine writes and the schema does not know.
  it('read back: every finding survives its JSON', async () => {
    await fc.assert(
      fc.asyncProperty(history, policy, async (lists, rules) => {
        const { findings } = await collectAudit(inMemorySources(lists), WINDOW, {
          policy: rules,
          includeOk: true,
        });
        for (const finding of findings) expect(parseFinding(JSON.stringify(finding))).toEqual(finding);
      }),
      { numRuns: 40 },
    );
  });

  it('records: what the audit takes passes', () => {
    expect(chargeSchema().safeParse(charge('a', '2026-07-07')).success).toBe(true);
    expect(planLineSchema().safeParse(planLine('2026-07-07T12:00:00Z')).success).toBe(true);
    for (const fact of REVOKED) expect(factSchema().safeParse(fact).success).toBe(true);
  });

  it.each([
    ['a day that does not exist', chargeSchema(), charge('a', '2026-02-30')],
    ['an amount with a currency', chargeSchema(), charge('a', '2026-07-07', { amount: '$2.50' })],
    ['an instant without an offset', planLineSchema(), planLine('2026-07-07T12:00:00')],
    ['a kind that nobody knows', factSchema(), { kind: 'sold', account: 'acme', at: '2026-07-07T12:00:00Z' }],
  ])('records: %s does not', (_name, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it('a finding that was tampered with is refused, with the place', async () => {
    const sources = inMemorySources({
      charges: [charge('a', '2026-07-07')],
      planLines: [planLine('2026-07-07T12:00:00Z')],
      facts: REVOKED,
    });
    const [finding] = (await collectAudit(sources, JULY)).findings;
    expect(() => parseFinding({ ...finding, verdict: 'certain', net: '2.50' })).toThrow(
      expect.objectContaining({
        name: 'InvalidInputError',
        issues: [expect.objectContaining({ path: 'verdict' }), expect.objectContaining({ path: 'net' })],
      }),
    );
    expect(() => parseFinding('{')).toThrow('is not JSON');
  });
});
