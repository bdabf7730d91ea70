import type { PortalOperation } from '../api/operation.ts';
import { type ReportFile, type ReportKind, reportFile, reportJson } from '../api/report-reader.ts';
import { type CompatServiceRow, compatServiceReader } from '../compat/service-row.ts';
import { type CompatUsageRow, compatUsageReader } from '../compat/usage-row.ts';
import {
  type ActiveService,
  normalizeActiveServiceRow,
  REQUIRED_OF_ACTIVE_SERVICES,
} from '../rows/active-services.ts';
import {
  type BillingHistoryCharge,
  normalizeBillingHistoryRow,
  REQUIRED_OF_BILLING_HISTORY,
} from '../rows/billing-history.ts';
import { ACTIVE_SERVICES_COLUMNS, BILLING_HISTORY_COLUMNS } from '../rows/columns.ts';
import type { PortalReport } from '../rows/report.ts';

/** A report in the strict normal form of this package. */
export interface StrictReportParams {
  readonly format?: 'json' | undefined;
}

/** A report in the form of the CometBilling module for WHMCS, with its MD5 fingerprints. */
export interface CompatReportParams {
  readonly format?: 'json' | undefined;
  readonly compat: 'cometbilling';
}

/** A report as a file. */
export interface ReportFileParams {
  readonly format: 'csv' | 'xlsx';
}

const BILLING_HISTORY = { columns: BILLING_HISTORY_COLUMNS, required: REQUIRED_OF_BILLING_HISTORY };
const ACTIVE_SERVICES = { columns: ACTIVE_SERVICES_COLUMNS, required: REQUIRED_OF_ACTIVE_SERVICES };

/** The strict reading of billing history. */
export const billingHistoryKind: ReportKind<BillingHistoryCharge> = {
  ...BILLING_HISTORY,
  reader: () => normalizeBillingHistoryRow,
};

/** The strict reading of active services. */
export const activeServicesKind: ReportKind<ActiveService> = {
  ...ACTIVE_SERVICES,
  reader: () => normalizeActiveServiceRow,
};

/** Billing history as the WHMCS module stores it. */
export const compatUsageKind: ReportKind<CompatUsageRow> = { ...BILLING_HISTORY, reader: compatUsageReader };
/** Active services as the WHMCS module stores them. */
export const compatServiceKind: ReportKind<CompatServiceRow> = {
  ...ACTIVE_SERVICES,
  reader: compatServiceReader,
};

const HISTORY = {
  name: 'ReportBillingHistory',
  method: 'POST',
  path: '/api/v1/report/billing_history',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
} as const;

const SERVICES = {
  name: 'ReportActiveServices',
  method: 'POST',
  path: '/api/v1/report/active_services',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
} as const;

const json = () => ({ format: 'json' });
const asAsked = ({ format }: ReportFileParams) => ({ format });
const asFile = ({ format }: ReportFileParams) => reportFile(format);

/** `POST /api/v1/report/billing_history`, strict rows. */
export const reportBillingHistory: PortalOperation<StrictReportParams, PortalReport<BillingHistoryCharge>> = {
  ...HISTORY,
  form: json,
  reader: () => reportJson(billingHistoryKind),
};

/** `POST /api/v1/report/billing_history`, rows of the WHMCS module. */
export const reportBillingHistoryCompat: PortalOperation<CompatReportParams, PortalReport<CompatUsageRow>> = {
  ...HISTORY,
  form: json,
  reader: () => reportJson(compatUsageKind),
};

/** `POST /api/v1/report/billing_history` as a file. */
export const reportBillingHistoryFile: PortalOperation<ReportFileParams, ReportFile> = {
  ...HISTORY,
  form: asAsked,
  reader: asFile,
};

/** `POST /api/v1/report/active_services`, strict rows. */
export const reportActiveServices: PortalOperation<StrictReportParams, PortalReport<ActiveService>> = {
  ...SERVICES,
  form: json,
  reader: () => reportJson(activeServicesKind),
};

/** `POST /api/v1/report/active_services`, rows of the WHMCS module. */
export const reportActiveServicesCompat: PortalOperation<
  CompatReportParams,
  PortalReport<CompatServiceRow>
> = {
  ...SERVICES,
  form: json,
  reader: () => reportJson(compatServiceKind),
};

/** `POST /api/v1/report/active_services` as a file. */
export const reportActiveServicesFile: PortalOperation<ReportFileParams, ReportFile> = {
  ...SERVICES,
  form: asAsked,
  reader: asFile,
};
