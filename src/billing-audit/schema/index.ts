/**
 * The records and findings of a billing audit, as zod schemas of their JSON. A door of its own: the engine does without.
 *
 * @module reseller-sdk/billing-audit/schema
 */
export { findingSchema, parseFinding } from './finding-schema.ts';
export { chargeSchema, factSchema, planLineSchema } from './record-schemas.ts';
