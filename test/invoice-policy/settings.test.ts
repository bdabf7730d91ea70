import fc from 'fast-check';
import { InvalidInputError } from 'reseller-sdk';
import { checkInvoiceSettings, decideChargeRetry, runInvoicing } from 'reseller-sdk/invoice-policy';
import { describe, expect, it } from 'vitest';
import { SETTINGS, World } from './world.ts';

/** The paths of what is refused. */
async function refused(work: () => unknown): Promise<readonly string[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

/** Settings as an untyped caller may pass them. */
function checked(settings: unknown): Promise<readonly string[]> {
  return refused(() => Reflect.apply(checkInvoiceSettings, undefined, [settings]));
}

describe('settings', () => {
  it.each([
    ['minimum', null],
    ['minimum.amount', { currency: 'USD' }],
    ['minimum.amount', { amount: '-0.01', currency: 'USD' }],
    ['minimum.currency', { amount: '1' }],
    ['fallbackLimits', null],
    ['fallbackLimits.withAgreement', { withoutAgreement: null, withAgreement: 'ten' }],
    ['fallbackLimits.withoutAgreement', { withAgreement: null }],
    ['openStatuses', 'unpaid'],
    ['openStatuses', ['unpaid', 1]],
    ['minorUnits', null],
    ['minorUnits.USD', { USD: '2' }],
    ['minorUnits.USD', { USD: 19 }],
    ['dueInDays', 36_501],
    ['dueInDays', Symbol('days')],
    ['includeSuspended', null],
    ['cycleSource', 'monthly'],
    ['timeZone', undefined],
  ])('are refused for their %s: %s', async (path, value) => {
    const [name = ''] = path.split('.');
    expect(await checked({ ...SETTINGS, [name]: value })).toEqual([path]);
  });

  it('that are none are refused', async () => {
    for (const none of [null, undefined, 'on', []]) expect(await checked(none)).toEqual(['']);
  });

  it('of any shape are taken or refused, and break nothing', async () => {
    const anything = fc.dictionary(fc.constantFrom(...NAMES), fc.anything());
    const property = fc.asyncProperty(anything, async (settings) => {
      await checked({ ...SETTINGS, ...settings });
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('of charge retries and options of a run are refused together', async () => {
    const settings = { ...SETTINGS, chargeRetry: null };
    const options = { lockTtlMs: Symbol('ms'), maxSkewMs: '5', runId: 5, lockName: '' };
    const run = (): unknown =>
      Reflect.apply(runInvoicing, undefined, [new World().ports(), settings, options]);
    expect(await refused(run)).toEqual(['chargeRetry', 'lockTtlMs', 'maxSkewMs', 'runId', 'lockName']);
    const decided = (): unknown =>
      Reflect.apply(decideChargeRetry, undefined, [
        { status: 'unpaid', lastAttemptAt: null, failedAttempts: 0.5 },
        { everyHours: '6', dropAfter: -1 },
        new Date(0),
      ]);
    expect(await refused(decided)).toEqual(['everyHours', 'dropAfter', 'failedAttempts']);
  });
});

const NAMES = [
  'chargeImmediately',
  'cycleSource',
  'dueInDays',
  'fallbackLimits',
  'includeSuspended',
  'minimum',
  'minorUnits',
  'openStatuses',
  'timeZone',
];
