import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedAuditSources } from './opened-sources.ts';
import { RULES } from './rules.ts';

/**
 * What every store behind `auditCharges` must do, as cases for the adapter's own tests: rows come back as they were
 * stored, each once, in the order that the audit needs, and for just the UTC days that it asks for. They need no test
 * framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of auditSourceCases(open)) it(name, run)
 */
export function auditSourceCases(
  open: () => OpenedAuditSources | Promise<OpenedAuditSources>,
): readonly StoreCase[] {
  return storeCases(RULES, open);
}
