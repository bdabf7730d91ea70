/**
 * Exact arithmetic for the caller's own sums: decimal.js, set up as this package uses it. A door of its own,
 * because loading decimal.js takes as long as loading an engine.
 *
 * @module reseller-sdk/decimal
 */
export { Decimal, decimal } from '../core/decimal.ts';
