import type { OverallStatus } from '../report.ts';
import type { SealedReport } from '../seal.ts';

/** What a list of saved reports shows. */
export interface SavedReportHeader {
  /** Chosen by the caller, and never used for another report. */
  readonly reportId: string;
  /** Instant of saving, ISO text in UTC with milliseconds, so that text order is time order. */
  readonly savedAt: string;
  readonly status: OverallStatus;
  /** SHA-256 of the report's text. */
  readonly sha256: string;
}

/** A report as it was saved. It is never changed. */
export interface SavedReport extends SavedReportHeader {
  readonly sealed: SealedReport;
}

/**
 * Where reports are saved. They are added, never changed or removed.
 *
 * Source: reconciler 10.1 and 10.5. `reportRepositoryCases` of `reseller-sdk/testing` tries an adapter.
 */
export interface ReportRepository {
  /**
   * Adds a report, in one atomic commit. The same report again changes nothing, also not its instant.
   *
   * @throws ConcurrencyError `DUPLICATE_KEY` for an id under which another report, or one of other input, is saved
   */
  add(report: SavedReport): Promise<void>;
  /** A saved report; null if there is none. */
  find(reportId: string): Promise<SavedReport | null>;
  /**
   * The newest reports, newest first, of one instant the last by id first.
   *
   * @param before only reports older than that one; left out: from the newest
   */
  list(
    limit: number,
    before?: Pick<SavedReportHeader, 'reportId' | 'savedAt'>,
  ): Promise<readonly SavedReportHeader[]>;
}
