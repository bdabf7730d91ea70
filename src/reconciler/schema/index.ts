/**
 * The published form of a reconciliation report, as a zod schema. A door of its own: the engine does without.
 *
 * @module reseller-sdk/reconciler/schema
 */
export { parseReport } from './parse-report.ts';
export { reportSchema } from './report-schema.ts';
