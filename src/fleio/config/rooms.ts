import type { InvoicingSettings } from '../../invoice-policy/index.ts';
import { type ConversionRules, convertAmount } from '../accounts/convert-amount.ts';
import type { FleioAccountsOptions } from '../accounts/fleio-accounts.ts';
import type { TopUpRules } from '../accounts/validate-top-up.ts';
import type { FleioOptions } from '../options.ts';
import type { FleioConfig } from './fleio-config.ts';

/** Where and as whom `FleioClient` calls: options 1 to 4. Add your `onEvent`, `retry` and the like. */
export function clientOptionsOf(
  config: FleioConfig,
): Pick<FleioOptions, 'token' | 'baseUrl' | 'frontendUrl' | 'staffUrl' | 'allowInsecureHttp'> {
  const { token, baseUrl, frontendUrl, staffUrl, allowInsecureHttp } = config;
  return { token, baseUrl, frontendUrl, staffUrl, allowInsecureHttp };
}

/** What `FleioAccounts` takes besides its client: options 7 to 9. The frontend is that of the client. */
export function accountsOptionsOf(
  config: FleioConfig,
): Pick<FleioAccountsOptions, 'groups' | 'configuration' | 'usernamePrefix' | 'unsuspendVerb'> {
  const { groups, configuration, usernamePrefix, unsuspendVerb } = config;
  return { groups, configuration, usernamePrefix, unsuspendVerb };
}

/** The customer who wants to top up. */
export interface TopUpCustomer extends Pick<TopUpRules, 'currency' | 'serviceStatus'> {
  /** Units per one unit of a base currency. Left out: the customer's currency has to be the default one. */
  readonly rates?: ConversionRules['rates'] | undefined;
}

/**
 * What `validateTopUp` measures a customer's top-up by: options 5 and 6, converted to his currency and rounded once,
 * halves away from zero.
 *
 * @throws InvalidInputError `CURRENCY_UNKNOWN` when a rate is missing
 */
export function topUpRulesOf(config: FleioConfig, customer: TopUpCustomer): TopUpRules {
  const { minTopUp, maxTopUp, defaultCurrency, minorUnits } = config;
  const { currency, serviceStatus, rates = {} } = customer;
  const bound = (amount: string): string =>
    convertAmount(amount, defaultCurrency, currency, { rates, minorUnits });
  return { min: bound(minTopUp), max: bound(maxTopUp), currency, serviceStatus, minorUnits };
}

/**
 * What `runInvoicing`, `decideAutoInvoice` and `runAutoTopUp` go by: options 10 to 12, 14 to 16, 19 and 21. The bounds of
 * top-ups never hold for automatic invoices. Add what the module has no option for, such as `dueInDays`.
 */
export function invoicingSettingsOf(config: FleioConfig): InvoicingSettings {
  const { minimumInvoice, chargeRetryHours, dropAgreementAfter, defaultCurrency, minorUnits } = config;
  const { invoiceWithoutAgreement, invoiceWithAgreement, chargeImmediately } = config;
  const { includeSuspended, cycleWindowOnly, timeZone } = config;
  return {
    invoiceWithoutAgreement,
    invoiceWithAgreement,
    chargeImmediately,
    timeZone,
    minimum: { amount: minimumInvoice, currency: defaultCurrency },
    includeSuspended,
    cycleWindowOnly,
    chargeRetry: { everyHours: chargeRetryHours, dropAfter: dropAgreementAfter },
    ...(minorUnits !== undefined && { minorUnits }),
  };
}

/**
 * Whether a stored card of this gateway counts as a billing agreement: option 13. A name of the configuration is the
 * first part of a gateway's name, such as `stripe` of `stripe_ach`, in its own spelling; none of them: all gateways count.
 */
export function acceptsGateway(
  { gatewayNames }: Pick<FleioConfig, 'gatewayNames'>,
  gateway: string,
): boolean {
  return gatewayNames.length === 0 || gatewayNames.some((name) => gateway.startsWith(name));
}
