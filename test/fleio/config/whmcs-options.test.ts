import { InvalidInputError } from 'reseller-sdk';
import { fromWhmcsOptions, parseFleioConfig, type WhmcsOptions } from 'reseller-sdk/fleio/config';
import { describe, expect, it } from 'vitest';

const SUPPLEMENT = { defaultCurrency: 'USD', timeZone: 'America/New_York' };

/** The options of a product, as WHMCS keeps them. */
const STORED: WhmcsOptions = {
  configoption1: 'staff-token-1',
  configoption2: 'https://my.example.com/',
  configoption3: 'https://staff.example.com',
  configoption4: 'https://cloud.example.com/backend/staffapi/',
  configoption5: '20',
  configoption6: '500.50',
  configoption7: 'Resold, Trial',
  configoption8: 'EU',
  configoption9: 'acme',
  configoption10: 'on',
  configoption11: '',
  configoption12: 'on',
  configoption13: 'stripe,paypal',
  configoption14: '1.50',
  configoption15: '24',
  configoption16: '2',
  configoption17: 'Open the cloud panel',
  configoption18: '<b>Cloud</b>',
  configoption19: 'on',
  configoption20: 'on',
  configoption21: '',
  configoption22: 'on',
};
const BLANK: WhmcsOptions = {
  ...Object.fromEntries(Array.from({ length: 22 }, (_option, index) => [`configoption${index + 1}`, ''])),
  configoption1: 'staff-token-1',
  configoption4: 'https://cloud.example.com/staffapi',
};

function issuesOf(options: WhmcsOptions, supplement = SUPPLEMENT): readonly string[] {
  try {
    fromWhmcsOptions(options, supplement);
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.issues.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
}

describe('the options of the WHMCS module', () => {
  it('become the configuration, each in its place', () => {
    const { token, ...config } = fromWhmcsOptions(STORED, SUPPLEMENT);
    expect(token.reveal()).toBe('staff-token-1');
    expect(config).toEqual({
      frontendUrl: 'https://my.example.com',
      staffUrl: 'https://staff.example.com',
      baseUrl: 'https://cloud.example.com/backend/staffapi',
      allowInsecureHttp: false,
      minTopUp: '20',
      maxTopUp: '500.5',
      groups: ['Resold', 'Trial'],
      configuration: 'EU',
      usernamePrefix: 'acme',
      unsuspendVerb: 'auto',
      invoiceWithoutAgreement: true,
      invoiceWithAgreement: false,
      chargeImmediately: true,
      gatewayNames: ['stripe', 'paypal'],
      minimumInvoice: '1.5',
      chargeRetryHours: 24,
      dropAgreementAfter: 2,
      cycleWindowOnly: true,
      acceptVerifiedOrders: true,
      includeSuspended: false,
      defaultCurrency: 'USD',
      timeZone: 'America/New_York',
    });
  });

  it('are the defaults of the module where they are blank or missing', () => {
    const { configoption1: token, configoption4: baseUrl } = BLANK;
    const missing = fromWhmcsOptions({ configoption1: token, configoption4: baseUrl }, SUPPLEMENT);
    expect(fromWhmcsOptions(BLANK, SUPPLEMENT)).toEqual(missing);
    expect(missing).toEqual(parseFleioConfig({ token, baseUrl, ...SUPPLEMENT }));
  });

  it('may be the whole row of the product', () => {
    const row = {
      ...STORED,
      id: 7,
      name: 'Cloud',
      servertype: 'fleio',
      configoption23: 'on',
      configoption24: null,
    };
    expect(fromWhmcsOptions(row, SUPPLEMENT)).toEqual(fromWhmcsOptions(STORED, SUPPLEMENT));
  });

  it('17, 18 and 22 change nothing, whatever they hold', () => {
    const others = { configoption17: 7, configoption18: '\u0000', configoption22: 'perhaps' };
    expect(fromWhmcsOptions({ ...STORED, ...others }, SUPPLEMENT)).toEqual(
      fromWhmcsOptions(STORED, SUPPLEMENT),
    );
  });

  it('are refused under their names, all of them at once and in their order', () => {
    const wrong: WhmcsOptions = {
      configoption1: '',
      configoption4: 'https://cloud.example.com',
      configoption5: '10,50',
      configoption6: '1e4x',
      configoption7: 'a,b,c,d,e,f,g,h,i,j,k',
      configoption10: 'yes',
      configoption14: '-1',
      configoption15: 'daily',
      configoption16: '1.5',
      configoption19: 1,
    };
    const issues = issuesOf(wrong, { defaultCurrency: 'dollar', timeZone: '' });
    expect(issues.map((issue) => issue.split(' ').slice(0, 2).join(' '))).toEqual([
      'configoption1 token:',
      'configoption4 baseUrl:',
      'configoption5 minTopUp:',
      'configoption6 maxTopUp:',
      'configoption7 groups:',
      'configoption10 invoiceWithoutAgreement:',
      'configoption14 minimumInvoice:',
      'configoption15 chargeRetryHours:',
      'configoption16 dropAgreementAfter:',
      'configoption19 cycleWindowOnly:',
      'defaultCurrency must',
      'timeZone must',
    ]);
  });

  it('the address of the first README needs plain http to be allowed', () => {
    const options = { ...STORED, configoption4: 'http://cloud.example.com/staffapi' };
    expect(issuesOf(options)).toEqual([expect.stringContaining('configoption4 baseUrl: would send')]);
    expect(fromWhmcsOptions(options, { ...SUPPLEMENT, allowInsecureHttp: true }).baseUrl).toBe(
      'http://cloud.example.com/staffapi',
    );
  });

  it('no refusal quotes the token, also where it stands in another option', () => {
    const canary = 'canary-token-4711';
    const everywhere = Object.fromEntries(Object.keys(STORED).map((name) => [name, `${canary} x`]));
    const issues = issuesOf(everywhere);
    expect(issues.length).toBeGreaterThan(8);
    expect(issues.join()).not.toContain(canary);
  });
});
