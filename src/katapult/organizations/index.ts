/**
 * Managed organizations: one per customer, found or created, never doubled.
 *
 * @module reseller-sdk/katapult/organizations
 */
export { ManagedOrganizations, type ManagedOrganizationsOptions } from './managed-organizations.ts';
export { InMemoryManagedOrganizationStore } from './memory-store.ts';
export type { EnsuredOrganization, OrganizationClient } from './results.ts';
export type { ManagedOrganizationRecord, ManagedOrganizationStore, SubDomainClaim } from './store.ts';
