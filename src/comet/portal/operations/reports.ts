import type { PortalOperation } from '../api/operation.ts';
import { type ReportFile, type ReportKind, reportFile, reportJson } from '../api/report-reader.ts';
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

/** A report as rows. */
export interface ReportParams {
  readonly format?: 'json' | undefined;
}

/** A report as a file. */
export interface ReportFileParams {
  readonly format: 'csv' | 'xlsx';
}

/** The strict reading of billing history. */
export const billingHistoryKind: ReportKind<BillingHistoryCharge> = {
  columns: BILLING_HISTORY_COLUMNS,
  required: REQUIRED_OF_BILLING_HISTORY,
  reader: () => normalizeBillingHistoryRow,
};

/** The strict reading of active services. */
export const activeServicesKind: ReportKind<ActiveService> = {
  columns: ACTIVE_SERVICES_COLUMNS,
  required: REQUIRED_OF_ACTIVE_SERVICES,
  reader: () => normalizeActiveServiceRow,
};

const json = () => ({ format: 'json' });
const asAsked = ({ format }: ReportFileParams) => ({ format });
const asFile = ({ format }: ReportFileParams) => reportFile(format);

/** `POST /api/v1/report/billing_history`, strict rows. */
export const reportBillingHistory: PortalOperation<ReportParams, PortalReport<BillingHistoryCharge>> = {
  name: 'ReportBillingHistory',
  method: 'POST',
  path: '/api/v1/report/billing_history',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
  form: json,
  reader: () => reportJson(billingHistoryKind),
};

/** `POST /api/v1/report/billing_history` as a file. */
export const reportBillingHistoryFile: PortalOperation<ReportFileParams, ReportFile> = {
  name: 'ReportBillingHistory',
  method: 'POST',
  path: '/api/v1/report/billing_history',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
  form: asAsked,
  reader: asFile,
};

/** `POST /api/v1/report/active_services`, strict rows. */
export const reportActiveServices: PortalOperation<ReportParams, PortalReport<ActiveService>> = {
  name: 'ReportActiveServices',
  method: 'POST',
  path: '/api/v1/report/active_services',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
  form: json,
  reader: () => reportJson(activeServicesKind),
};

/** `POST /api/v1/report/active_services` as a file. */
export const reportActiveServicesFile: PortalOperation<ReportFileParams, ReportFile> = {
  name: 'ReportActiveServices',
  method: 'POST',
  path: '/api/v1/report/active_services',
  generation: 'both',
  safety: 'read',
  timeoutClass: 'report',
  form: asAsked,
  reader: asFile,
};
