/**
 * What a shop front for virtual machines needs besides the API: options, host names, error texts, overrides.
 *
 * @module reseller-sdk/katapult/storefront
 */
export {};
