import { withOccurrences } from 'reseller-sdk/comet/portal';
import type { Job } from '../job.ts';
import type { Charge } from '../storage/charges.ts';
import { logIssues } from './log-issues.ts';
import { suspicious } from './suspicious.ts';

/** What a pull of the billing history changed. */
export interface ChargePull {
  /** Why it was refused, if it was; nothing changed then. */
  readonly refused: string | null;
  readonly inserted: number;
  readonly known: number;
  readonly retired: number;
  /** Rows without a readable day or amount. They are counted nowhere else. */
  readonly invalid: number;
}

/** Pulls the billing history. An empty or shrunken answer is refused: it must not erase what is stored. */
export async function pullCharges(job: Job): Promise<ChargePull> {
  const { sources, store, output, signal, allowShrink = false } = job;
  const report = await sources.portal.reports.billingHistory({}, { signal });
  const incoming = withOccurrences(report.rows).map((charge): Charge => {
    return { id: charge.id, day: charge.row.usageDate, charge };
  });
  logIssues(output, 'billing history', report.issues);
  const invalid = report.invalid.length;
  const comparison = store.charges.replace(incoming, report.fetchedAt.toISOString(), allowShrink);
  const { refused } = comparison;
  if (refused !== null) {
    return {
      refused: suspicious(`${refused.arrived} charges`, refused.present),
      inserted: 0,
      known: refused.present,
      retired: 0,
      invalid,
    };
  }
  const { inserted, refreshed, retired } = comparison;
  if (retired.length > 0) {
    output.log(`${retired.length} charges vanished from the portal; the credit they took is given back`);
  }
  return {
    refused: null,
    inserted: inserted.length,
    known: refreshed.length,
    retired: retired.length,
    invalid,
  };
}
