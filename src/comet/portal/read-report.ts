import { reportOf } from './api/report-reader.ts';
import { type CompatServiceRow, compatServiceReader } from './compat/service-row.ts';
import { type CompatUsageRow, compatUsageReader } from './compat/usage-row.ts';
import { activeServicesKind, billingHistoryKind } from './operations/reports.ts';
import type { ActiveService } from './rows/active-services.ts';
import type { BillingHistoryCharge } from './rows/billing-history.ts';
import type { PortalReport } from './rows/report.ts';

/** Asks for the rows of the CometBilling module for WHMCS, with its MD5 fingerprints. */
export interface CompatForm {
  readonly compat: 'cometbilling';
}

/**
 * A billing history report out of rows that were fetched before: a stored answer, or the `raw` of a report.
 *
 * @example readBillingHistory(report.raw, report.fetchedAt, { compat: 'cometbilling' }) // as the old module stores
 * @param raw the list of rows as the portal sent it
 * @param fetchedAt when it was fetched
 */
export function readBillingHistory(
  raw: readonly unknown[],
  fetchedAt: Date,
): PortalReport<BillingHistoryCharge>;
export function readBillingHistory(
  raw: readonly unknown[],
  fetchedAt: Date,
  form: CompatForm,
): PortalReport<CompatUsageRow>;
export function readBillingHistory(
  raw: readonly unknown[],
  fetchedAt: Date,
  form?: CompatForm,
): PortalReport<BillingHistoryCharge> | PortalReport<CompatUsageRow> {
  return form === undefined
    ? reportOf(raw, billingHistoryKind, fetchedAt)
    : reportOf(raw, { ...billingHistoryKind, reader: compatUsageReader }, fetchedAt);
}

/** An active services report out of rows that were fetched before: a stored answer, or the `raw` of a report. */
export function readActiveServices(raw: readonly unknown[], fetchedAt: Date): PortalReport<ActiveService>;
export function readActiveServices(
  raw: readonly unknown[],
  fetchedAt: Date,
  form: CompatForm,
): PortalReport<CompatServiceRow>;
export function readActiveServices(
  raw: readonly unknown[],
  fetchedAt: Date,
  form?: CompatForm,
): PortalReport<ActiveService> | PortalReport<CompatServiceRow> {
  return form === undefined
    ? reportOf(raw, activeServicesKind, fetchedAt)
    : reportOf(raw, { ...activeServicesKind, reader: compatServiceReader }, fetchedAt);
}
