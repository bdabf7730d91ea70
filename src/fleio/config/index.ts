/**
 * The settings of a business for Fleio, as a zod schema, from the options of the WHMCS module, and as what the other
 * rooms take. A door of its own: the others do without zod.
 *
 * @module reseller-sdk/fleio/config
 */
export { fleioConfigSchema } from './config-schema.ts';
export type { FleioConfig } from './fleio-config.ts';
export { parseFleioConfig } from './parse-config.ts';
export {
  acceptsGateway,
  accountsOptionsOf,
  clientOptionsOf,
  invoicingSettingsOf,
  type TopUpCustomer,
  topUpRulesOf,
} from './rooms.ts';
export { fromWhmcsOptions, type WhmcsOptions, type WhmcsSupplement } from './whmcs-options.ts';
