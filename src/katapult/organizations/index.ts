/**
 * Managed organizations: one per customer, found or created, never doubled.
 *
 * @module reseller-sdk/katapult/organizations
 */
export {};
