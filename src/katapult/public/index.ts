/**
 * The public Katapult API: prices, packages, places, sign-up. It needs no token.
 *
 * @module reseller-sdk/katapult/public
 */
export {};
