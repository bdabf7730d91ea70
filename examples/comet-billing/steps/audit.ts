import { type AuditResult, type AuditWindow, type Finding, runAudit } from 'reseller-sdk/billing-audit';
import { cometAuditPolicy, cometCategoryRules } from 'reseller-sdk/comet/usage';
import type { Desk } from '../job.ts';
import { auditSources } from './audit-sources.ts';

/** What the categories of an audit are called. */
export const LABELS = Object.fromEntries(cometCategoryRules.map(({ id, label }) => [id, label]));

/** The days that were asked for; an end that is left out is the first or last day that has a charge. */
export function auditWindow(
  { store, clock }: Desk,
  { from, to }: Readonly<Partial<Record<'from' | 'to', string | undefined>>> = {},
): AuditWindow {
  const days = store.charges.days();
  const today = clock.now().toISOString().slice(0, 10);
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const end = to ?? [from ?? last, last].toSorted().at(-1) ?? last;
  return { from: from ?? [first, end].toSorted()[0] ?? first, to: end };
}

/** Audits the charges of some days. Of the findings only those that are asked for are kept; all are counted. */
export async function auditCharges(
  desk: Desk,
  window: AuditWindow,
  isKept: (finding: Finding) => boolean,
): Promise<AuditResult> {
  const findings: Finding[] = [];
  const write = async (batch: readonly Finding[]): Promise<void> => {
    findings.push(...batch.filter(isKept));
  };
  const totals = await runAudit(await auditSources(desk), window, { write }, { policy: cometAuditPolicy });
  return { findings, totals };
}

/** Whether a finding can become a part of a claim. */
export function isConfirmed({ verdict }: Finding): boolean {
  return verdict === 'confirmed';
}
