import { inspect } from 'node:util';
import { InvalidInputError, Secret } from 'reseller-sdk';
import { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccounts, validateTopUp } from 'reseller-sdk/fleio/accounts';
import {
  acceptsGateway,
  accountsOptionsOf,
  clientOptionsOf,
  type FleioConfig,
  fleioConfigSchema,
  invoicingSettingsOf,
  parseFleioConfig,
  topUpRulesOf,
} from 'reseller-sdk/fleio/config';
import { checkInvoiceSettings } from 'reseller-sdk/invoice-policy';
import { FakeFleio } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const CANARY = 'canary-token-4711';
const LEAST = {
  token: CANARY,
  baseUrl: 'https://cloud.example.com/backend/staffapi',
  defaultCurrency: 'USD',
  timeZone: 'Europe/Bucharest',
};

function issuesOf(input: unknown): readonly (readonly [path: string, message: string])[] {
  try {
    parseFleioConfig(input);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ path, message }) => [path, message]);
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  it('has the defaults of the module', () => {
    const { token, ...config } = parseFleioConfig(LEAST);
    expect(token.reveal()).toBe(CANARY);
    expect(config).toEqual({
      baseUrl: LEAST.baseUrl,
      allowInsecureHttp: false,
      minTopUp: '10',
      maxTopUp: '1000',
      groups: [],
      usernamePrefix: 'whmcs',
      unsuspendVerb: 'auto',
      invoiceWithoutAgreement: false,
      invoiceWithAgreement: false,
      chargeImmediately: false,
      gatewayNames: [],
      minimumInvoice: '0',
      chargeRetryHours: 0,
      dropAgreementAfter: 0,
      cycleWindowOnly: false,
      acceptVerifiedOrders: false,
      includeSuspended: false,
      defaultCurrency: 'USD',
      timeZone: 'Europe/Bucharest',
    });
  });

  it('is read in one form, whatever form it was written in', () => {
    const config = parseFleioConfig({
      ...LEAST,
      token: new Secret(` ${CANARY} `),
      baseUrl: `${LEAST.baseUrl}//`,
      frontendUrl: 'https://my.example.com/',
      groups: ' Resold , ,Trial',
      configuration: ' ',
      minTopUp: 5,
      maxTopUp: '0500.50',
      minimumInvoice: 1n,
    });
    expect(config.token.reveal()).toBe(CANARY);
    expect(config).toMatchObject({
      baseUrl: LEAST.baseUrl,
      frontendUrl: 'https://my.example.com',
      groups: ['Resold', 'Trial'],
      minTopUp: '5',
      maxTopUp: '500.5',
      minimumInvoice: '1',
    });
    expect(config.configuration).toBeUndefined();
  });

  it('is refused with every issue at once, and stays the same when it is read again', () => {
    const wrong = {
      token: `${CANARY} ${CANARY}`,
      baseUrl: 'http://cloud.example.com/staffapi',
      frontendUrl: `https://${CANARY}@my.example.com`,
      staffUrl: 7,
      minTopUp: '20',
      maxTopUp: '10',
      groups: Array.from({ length: 11 }, (_group, index) => `group ${index}`),
      gatewayNames: ['stripe,paypal'],
      minimumInvoice: '-1',
      chargeRetryHours: 876_001,
      dropAgreementAfter: 1.5,
      chargeImmediately: 'on',
      defaultCurrency: 'usd',
      timeZone: 'Nowhere',
      minorUnits: { JPY: 19 },
      dueInDays: 3,
    };
    const paths = issuesOf(wrong).map(([path]) => path);
    expect(paths.sort()).toEqual([
      '',
      'baseUrl',
      'chargeImmediately',
      'chargeRetryHours',
      'defaultCurrency',
      'dropAgreementAfter',
      'frontendUrl',
      'gatewayNames',
      'groups',
      'maxTopUp',
      'minimumInvoice',
      'minorUnits.JPY',
      'staffUrl',
      'timeZone',
      'token',
    ]);
    expect(issuesOf(parseFleioConfig(LEAST))).toEqual([]);
  });

  it.each([null, undefined, 'text', []])('is an object: %j is refused', (input) => {
    expect(issuesOf(input)).toHaveLength(1);
  });

  it('names what is missing', () => {
    expect(issuesOf({}).map(([path]) => path)).toEqual(['token', 'baseUrl', 'defaultCurrency', 'timeZone']);
  });

  it.each([
    ['https://cloud.example.com', /\/backend\/staffapi.*\/staffapi/],
    ['cloud.example.com/staffapi', /absolute/],
    ['http://cloud.example.com/staffapi', /allowInsecureHttp/],
  ])('says what is wrong with the address %s', (baseUrl, message) => {
    expect(issuesOf({ ...LEAST, baseUrl })).toEqual([['baseUrl', expect.stringMatching(message)]]);
  });

  it('lets plain http pass to this machine, and elsewhere when it is allowed', () => {
    expect(issuesOf({ ...LEAST, baseUrl: 'http://localhost:8000/staffapi' })).toEqual([]);
    const baseUrl = 'http://cloud.example.com/staffapi';
    expect(issuesOf({ ...LEAST, baseUrl, allowInsecureHttp: true })).toEqual([]);
  });
});

describe('the token', () => {
  const misplaced = Object.fromEntries(
    Object.keys(parseFleioConfig(LEAST)).map((name) => [name, `${CANARY} \n`]),
  );

  it('is in no issue, wherever it was written', () => {
    const refusals: unknown[] = [];
    for (const input of [misplaced, { ...LEAST, ...misplaced }, { ...LEAST, token: [CANARY] }]) {
      try {
        parseFleioConfig(input);
      } catch (error) {
        refusals.push(error, error instanceof Error ? error.stack : '');
      }
      const { error } = fleioConfigSchema().safeParse(input);
      refusals.push(error, error?.issues);
    }
    expect(refusals.length).toBeGreaterThanOrEqual(12);
    for (const refusal of refusals) {
      expect(`${inspect(refusal, { depth: 9 })} ${JSON.stringify(refusal)}`).not.toContain(CANARY);
    }
  });

  it('is not printed with the configuration', () => {
    const config = parseFleioConfig(LEAST);
    expect(`${inspect(config)} ${JSON.stringify(config)}`).not.toContain(CANARY);
  });
});

describe('each room gets its part', () => {
  const config: FleioConfig = parseFleioConfig({
    ...LEAST,
    frontendUrl: 'https://my.example.com',
    staffUrl: 'https://staff.example.com',
    groups: 'Resold',
    configuration: 'EU',
    usernamePrefix: 'acme',
    invoiceWithAgreement: true,
    chargeImmediately: true,
    gatewayNames: 'stripe, paypal',
    minimumInvoice: '1.50',
    chargeRetryHours: 24,
    dropAgreementAfter: 2,
    cycleWindowOnly: true,
    includeSuspended: true,
    minorUnits: { JPY: 0 },
  });

  it('a client is made of it, and accounts on it', async () => {
    const fake = new FakeFleio({
      tokens: [CANARY],
      groups: ['Resold'],
      configurations: ['EU'],
    });
    const fleio = new FleioClient({ ...clientOptionsOf(config), fetch: fake.fetch });
    expect([fleio.frontendUrl, fleio.staffUrl]).toEqual([
      'https://my.example.com',
      'https://staff.example.com',
    ]);
    const accounts = new FleioAccounts({ ...accountsOptionsOf(config), fleio });
    await accounts.ensureClient({
      ...{ externalId: '5f0c2f0e-7d0b-4a53-9a55-0d4f3c1c7a01', currency: 'USD', userId: 12 },
      ...{ firstName: 'Ada', lastName: 'Acme', email: 'ada@acme.example', address1: '1 High Street' },
      ...{ city: 'Exampleton', zipCode: '12345', country: 'XE' },
    });
    const sent = fake.requests.find(({ operation }) => operation === 'clients.create');
    expect(sent?.json).toMatchObject({
      configuration: 'EU',
      groups: ['Resold'],
      user: { username: 'acme12' },
    });
  });

  it('the invoice policy takes its settings as they are', () => {
    const settings = invoicingSettingsOf(config);
    checkInvoiceSettings(settings);
    expect(settings).toEqual({
      invoiceWithoutAgreement: false,
      invoiceWithAgreement: true,
      chargeImmediately: true,
      timeZone: 'Europe/Bucharest',
      minimum: { amount: '1.5', currency: 'USD' },
      includeSuspended: true,
      cycleWindowOnly: true,
      chargeRetry: { everyHours: 24, dropAfter: 2 },
      minorUnits: { JPY: 0 },
    });
  });

  it('top-ups are bounded in the currency of the customer', () => {
    const customer = { currency: 'JPY', serviceStatus: 'Active', rates: { USD: '1', JPY: '155' } };
    const rules = topUpRulesOf(config, customer);
    expect(rules).toMatchObject({ min: '1550', max: '155000', currency: 'JPY' });
    const results = ['1549', '1550', '155000', '155001'].map((typed) => validateTopUp(typed, rules).result);
    expect(results).toEqual(['below', 'ok', 'ok', 'above']);
    expect(topUpRulesOf(config, { currency: 'USD', serviceStatus: 'Active' })).toMatchObject({
      min: '10.00',
      max: '1000.00',
    });
    expect(() => topUpRulesOf(config, { currency: 'EUR', serviceStatus: 'Active' })).toThrow(
      expect.objectContaining({ code: 'CURRENCY_UNKNOWN' }),
    );
  });

  it('gateways count by the first part of their name, all of them where none is named', () => {
    const accepted = ['stripe', 'stripe_ach', 'paypalbilling', 'banktransfer', 'mystripe', 'Stripe'].filter(
      (gateway) => acceptsGateway(config, gateway),
    );
    expect(accepted).toEqual(['stripe', 'stripe_ach', 'paypalbilling']);
    expect(acceptsGateway({ gatewayNames: [] }, 'banktransfer')).toBe(true);
  });
});
