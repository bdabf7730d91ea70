import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { FleioConfig } from './fleio-config.ts';
import { readConfig } from './parse-config.ts';

/** How the module keeps a setting. */
type Kind = 'text' | 'yes-no' | 'number';

/** The setting of each option, by its number; those of 17, 18 and 22 are not taken over. */
const OPTIONS: Readonly<Record<number, readonly [setting: keyof FleioConfig, kind: Kind]>> = Object.freeze({
  1: ['token', 'text'],
  2: ['frontendUrl', 'text'],
  3: ['staffUrl', 'text'],
  4: ['baseUrl', 'text'],
  5: ['minTopUp', 'text'],
  6: ['maxTopUp', 'text'],
  7: ['groups', 'text'],
  8: ['configuration', 'text'],
  9: ['usernamePrefix', 'text'],
  10: ['invoiceWithoutAgreement', 'yes-no'],
  11: ['invoiceWithAgreement', 'yes-no'],
  12: ['chargeImmediately', 'yes-no'],
  13: ['gatewayNames', 'text'],
  14: ['minimumInvoice', 'text'],
  15: ['chargeRetryHours', 'number'],
  16: ['dropAgreementAfter', 'number'],
  19: ['cycleWindowOnly', 'yes-no'],
  20: ['acceptVerifiedOrders', 'yes-no'],
  21: ['includeSuspended', 'yes-no'],
});
const NUMBER = /^\d+(?:\.\d+)?$/;

/** Settings of a product as WHMCS stores them: `configoption1` to `configoption22`, as texts. */
export type WhmcsOptions = Readonly<Record<string, unknown>>;

/** What the module has no option for. */
export type WhmcsSupplement = Pick<FleioConfig, 'defaultCurrency' | 'timeZone'> &
  Partial<Pick<FleioConfig, 'allowInsecureHttp' | 'unsuspendVerb' | 'minorUnits'>>;

/**
 * The settings of the WHMCS module's product, `configoption1` to `configoption22` in the order of contract fleio 12, as
 * a configuration. A box is `on` or blank, numbers are texts; what is blank or missing has the module's default: 10 and
 * 1000 for top-ups, `whmcs` for user names, 0, no groups, all gateways, and every box off. Members of other names are
 * passed over, so that the row of the product can be handed in as it is.
 *
 * Not taken over: 17 and 18, text and raw HTML for the module's page, because there is no page here; 22, whether
 * generated invoices are taxed, because your `InvoiceRepository` makes them and knows their tax. 3 and 20 are taken over
 * for your own use.
 *
 * @param supplement the default currency of the billing system, in which 5, 6 and 14 are, the zone of the business, and
 *   what else the module has no option for
 * @throws InvalidInputError `INVALID_CONFIG` with every issue, under the names of the options; none quotes a value
 */
export function fromWhmcsOptions(options: WhmcsOptions, supplement: WhmcsSupplement): FleioConfig {
  const issues: Issue[] = [];
  const settings: Record<string, unknown> = { ...supplement };
  const optionOf = new Map<string, string>();
  for (const [number, [setting, kind]] of Object.entries(OPTIONS)) {
    const option = `configoption${number}`;
    optionOf.set(setting, option);
    const value = readOption(Object.hasOwn(options, option) ? options[option] : undefined, kind);
    if (typeof value === 'object') issues.push({ path: option, message: `${setting}: ${value.problem}` });
    else if (value !== undefined) settings[setting] = value;
  }
  const read = readConfig(settings);
  if (!Array.isArray(read) && issues.length === 0) return read;
  const told = new Set(issues.map(({ path }) => path));
  for (const { path, message } of Array.isArray(read) ? read : []) {
    const option = optionOf.get(path);
    if (option === undefined) issues.push({ path, message });
    else if (!told.has(option)) issues.push({ path: option, message: `${path}: ${message}` });
  }
  throw new InvalidInputError('the options of the module', inOrder(issues), 'INVALID_CONFIG');
}

type Read = string | boolean | number | undefined | { readonly problem: string };

/** What a stored text means; undefined: the default. */
function readOption(value: unknown, kind: Kind): Read {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') return { problem: 'must be a text, as WHMCS stores it' };
  const text = value.trim();
  if (text === '') return undefined;
  if (kind === 'text') return text;
  if (kind === 'yes-no') return text === 'on' ? true : { problem: 'must be on or blank' };
  return NUMBER.test(text) ? Number(text) : { problem: 'must be a number from 0 up' };
}

/** Issues in the order of the options, then the others. */
function inOrder(issues: readonly Issue[]): Issue[] {
  const place = ({ path }: Issue): number => {
    const [, number] = /^configoption(\d+)$/.exec(path) ?? [];
    return number === undefined ? Number.POSITIVE_INFINITY : Number(number);
  };
  return [...issues].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
