/**
 * What a shop front for virtual machines needs besides the API: options, host names, error texts, overrides.
 *
 * @module reseller-sdk/katapult/storefront
 */
export { checkDiskSize, type DiskSizeCheck, type DiskTemplateSize, type SystemDisk } from './disk-size.ts';
export { type ErrorPrefix, formatError } from './format-error.ts';
export { moduleHostname, safeHostname } from './host-names.ts';
export { diffOptions, type NewOption, type OptionChoice, type OptionsDiff, parseOption } from './options.ts';
export { resolveOverride } from './override.ts';
export { priceText } from './price-text.ts';
export { type OptionsSync, type StoredOptions, syncOptions } from './sync-options.ts';
export { type ConnectionTest, type SeenOrganization, testConnection } from './test-connection.ts';
