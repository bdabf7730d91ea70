/**
 * Single-use tokens that guard a customer's actions against replay.
 *
 * @module reseller-sdk/action-tokens
 */
export {};
