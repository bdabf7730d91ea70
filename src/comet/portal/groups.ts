import { InvalidInputError } from '../../core/errors/input.ts';
import type { CallOptions } from '../../core/http/transport.ts';
import type { PortalForm } from './api/form.ts';
import type { PortalFile } from './api/readers.ts';
import type { ReportFile } from './api/report-reader.ts';
import type { Send } from './api/session.ts';
import { cloudViewConvertToPaid, cloudViewConvertToTrial } from './operations/cloudview.ts';
import {
  type DownloadParams,
  type DownloadVersion,
  downloadsGet,
  downloadsList,
} from './operations/downloads.ts';
import {
  type CometGoCreateParams,
  type CometGoListParams,
  cometGoCreate,
  cometGoList,
  cometGoStatus,
  cometGoTerminate,
  type HostedInstance,
  type HostedServerParams,
  hostedCometList,
} from './operations/hosted-comet.ts';
import {
  createLicense,
  type License,
  type LicenseCreated,
  legacyLicenseArchive,
  legacyLicenseCreate,
  legacyLicenseListAll,
  legacyLicenseRelax,
  listLicenses,
  type SerialParams,
} from './operations/licenses.ts';
import {
  type ReportFileParams,
  type ReportParams,
  reportActiveServices,
  reportActiveServicesFile,
  reportBillingHistory,
  reportBillingHistoryFile,
} from './operations/reports.ts';
import type { ActiveService } from './rows/active-services.ts';
import type { BillingHistoryCharge } from './rows/billing-history.ts';
import type { PortalReport } from './rows/report.ts';

type AnyReportParams = ReportParams | ReportFileParams;

function isFile(params: AnyReportParams): params is ReportFileParams {
  return params.format === 'csv' || params.format === 'xlsx';
}

/** A format that callers without types invent must not silently become JSON. */
function checkFormat({ format }: AnyReportParams): void {
  if (['json', 'csv', 'xlsx', undefined].includes(format)) return;
  throw new InvalidInputError('report', [{ path: 'format', message: 'must be json, csv or xlsx' }]);
}

/** The two reports of the portal. Neither takes a date: every call returns everything (rule R2). */
export class ReportsGroup {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * All debits of the account's credit (`ReportBillingHistory`, `POST /api/v1/report/billing_history`).
   *
   * A large account answers with some 60 MB. Rows are normalised while you iterate `rows`; equal rows are
   * separate debits. `format: 'csv' | 'xlsx'` gives the vendor's file.
   *
   * @throws UnexpectedResponseError for a body that is no report, or one in which no row is valid
   */
  billingHistory(params?: ReportParams, options?: CallOptions): Promise<PortalReport<BillingHistoryCharge>>;
  billingHistory(params: ReportFileParams, options?: CallOptions): Promise<ReportFile>;
  async billingHistory(
    params: AnyReportParams = {},
    options?: CallOptions,
  ): Promise<PortalReport<BillingHistoryCharge> | ReportFile> {
    checkFormat(params);
    if (isFile(params)) return this.#send(reportBillingHistoryFile, params, options);
    return this.#send(reportBillingHistory, params, options);
  }

  /**
   * The services that the account pays for now (`ReportActiveServices`,
   * `POST /api/v1/report/active_services`). Formats and errors as of `billingHistory`.
   */
  activeServices(params?: ReportParams, options?: CallOptions): Promise<PortalReport<ActiveService>>;
  activeServices(params: ReportFileParams, options?: CallOptions): Promise<ReportFile>;
  async activeServices(
    params: AnyReportParams = {},
    options?: CallOptions,
  ): Promise<PortalReport<ActiveService> | ReportFile> {
    checkFormat(params);
    if (isFile(params)) return this.#send(reportActiveServicesFile, params, options);
    return this.#send(reportActiveServices, params, options);
  }
}

/** Licences of self-hosted servers. */
export interface LicensesGroup {
  /** `ListLicenses`, `POST /api/v1/license/list_licenses`. */
  list(options?: CallOptions): Promise<readonly License[]>;
  /**
   * Makes a licence (`CreateLicense`, `POST /api/v1/license/create_license`); never repeated by itself.
   * Further form fields pass through, because the vendor's parameter names are not on record.
   */
  create(fields?: PortalForm, options?: CallOptions): Promise<LicenseCreated>;
}

export function licensesGroup(send: Send): LicensesGroup {
  return {
    list: (options) => send(listLicenses, undefined, options),
    create: (fields = {}, options) => send(createLicense, fields, options),
  };
}

/** Licence calls of the older guide (generation `older`); answers are plain text. */
export interface LegacyLicensesGroup {
  /** `LicenseCreate`, `POST /api/v1/license/create`; yields the serial. */
  create(params?: { readonly target_name?: string | undefined }, options?: CallOptions): Promise<string>;
  /** `LicenseRelax`, `POST /api/v1/license/relax`. */
  relax(params: SerialParams, options?: CallOptions): Promise<string>;
  /** Deactivates and archives (`LicenseArchive`, `POST /api/v1/license/archive`). */
  archive(params: SerialParams, options?: CallOptions): Promise<string>;
  /** `LicenseListAll`, `POST /api/v1/license/list_all`. */
  listAll(options?: CallOptions): Promise<readonly License[]>;
}

export function legacyLicensesGroup(send: Send): LegacyLicensesGroup {
  return {
    create: (params = {}, options) => send(legacyLicenseCreate, params, options),
    relax: (params, options) => send(legacyLicenseRelax, params, options),
    archive: (params, options) => send(legacyLicenseArchive, params, options),
    listAll: (options) => send(legacyLicenseListAll, undefined, options),
  };
}

/** Servers that the vendor hosts. */
export interface HostedCometGroup {
  /** `HostedCometList`, `POST /api/v1/hosted_comet/list`. Holds administrator passwords in clear. */
  list(options?: CallOptions): Promise<readonly HostedInstance[]>;
}

export function hostedCometGroup(send: Send): HostedCometGroup {
  return { list: (options) => send(hostedCometList, undefined, options) };
}

/** Hosted servers by the older guide (generation `older`); the vendor may have retired these calls. */
export interface CometGoGroup {
  /** `CometGoCreate`, `POST /api/v1/cometgo`; starts the work. */
  create(params: CometGoCreateParams, options?: CallOptions): Promise<unknown>;
  /** `CometGoStatus`, `POST /api/v1/cometgo/status`. */
  status(params: HostedServerParams, options?: CallOptions): Promise<HostedInstance>;
  /** `CometGoTerminate`, `POST /api/v1/cometgo/terminate`; starts the work. */
  terminate(params: HostedServerParams, options?: CallOptions): Promise<unknown>;
  /** One page (`CometGoList`, `POST /api/v1/cometgo/list`). */
  list(params?: CometGoListParams, options?: CallOptions): Promise<readonly HostedInstance[]>;
}

export function cometGoGroup(send: Send): CometGoGroup {
  return {
    create: (params, options) => send(cometGoCreate, params, options),
    status: (params, options) => send(cometGoStatus, params, options),
    terminate: (params, options) => send(cometGoTerminate, params, options),
    list: (params = {}, options) => send(cometGoList, params, options),
  };
}

/** Conversion of CloudView accounts, which the vendor has deprecated. */
export interface CloudviewGroup {
  /** `CloudViewConvertToPaid`, `POST /api/v1/cloudview/convert-to-paid`. @deprecated by the vendor */
  convertToPaid(options?: CallOptions): Promise<string>;
  /** `CloudViewConvertToTrial`, `POST /api/v1/cloudview/convert-to-trial`. @deprecated by the vendor */
  convertToTrial(options?: CallOptions): Promise<string>;
}

export function cloudviewGroup(send: Send): CloudviewGroup {
  return {
    convertToPaid: (options) => send(cloudViewConvertToPaid, undefined, options),
    convertToTrial: (options) => send(cloudViewConvertToTrial, undefined, options),
  };
}

/** Installers, by the older guide (generation `older`). */
export interface DownloadsGroup {
  /** `DownloadsList`, `POST /api/v1/downloads/list`, newest first. */
  list(options?: CallOptions): Promise<readonly DownloadVersion[]>;
  /** `DownloadsGet`, `POST /api/v1/downloads/get`, as a stream. */
  get(params: DownloadParams, options?: CallOptions): Promise<PortalFile>;
}

export function downloadsGroup(send: Send): DownloadsGroup {
  return {
    list: (options) => send(downloadsList, undefined, options),
    get: (params, options) => send(downloadsGet, params, options),
  };
}
