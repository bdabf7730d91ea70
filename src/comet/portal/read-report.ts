import { reportOf } from './api/report-reader.ts';
import { activeServicesKind, billingHistoryKind } from './operations/reports.ts';
import type { ActiveService } from './rows/active-services.ts';
import type { BillingHistoryCharge } from './rows/billing-history.ts';
import type { PortalReport } from './rows/report.ts';

/**
 * A billing history report out of rows that were fetched before, such as a stored answer.
 *
 * @param raw the list of rows as the portal sent it
 * @param fetchedAt when it was fetched
 */
export function readBillingHistory(
  raw: readonly unknown[],
  fetchedAt: Date,
): PortalReport<BillingHistoryCharge> {
  return reportOf(raw, billingHistoryKind, fetchedAt);
}

/** An active services report out of rows that were fetched before, such as a stored answer. */
export function readActiveServices(raw: readonly unknown[], fetchedAt: Date): PortalReport<ActiveService> {
  return reportOf(raw, activeServicesKind, fetchedAt);
}
