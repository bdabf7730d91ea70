import { ConcurrencyError } from '../../core/errors/engine.ts';
import { compareText } from '../order.ts';
import type { SealedReport } from '../seal.ts';
import type { ReportRepository, SavedReport, SavedReportHeader } from './repository.ts';

type Place = Pick<SavedReportHeader, 'reportId' | 'savedAt'>;

/** Keeps saved reports in the memory of this process. What is handed in and out is copied. */
export class InMemoryReportRepository implements ReportRepository {
  readonly #reports = new Map<string, SavedReport>();

  async add(report: SavedReport): Promise<void> {
    const known = this.#reports.get(report.reportId);
    if (known === undefined) {
      this.#reports.set(report.reportId, structuredClone(report));
      return;
    }
    if (isSame(known.sealed, report.sealed)) return;
    throw new ConcurrencyError(
      `Another report is saved as ${report.reportId}; save this one under its own id`,
      'DUPLICATE_KEY',
    );
  }

  async find(reportId: string): Promise<SavedReport | null> {
    return structuredClone(this.#reports.get(reportId) ?? null);
  }

  async list(limit: number, before?: Place): Promise<readonly SavedReportHeader[]> {
    return [...this.#reports.values()]
      .filter((report) => before === undefined || compare(report, before) < 0)
      .sort((a, b) => compare(b, a))
      .slice(0, limit)
      .map(({ reportId, savedAt, status, sha256 }) => ({ reportId, savedAt, status, sha256 }));
  }
}

function compare(a: Place, b: Place): number {
  return compareText(a.savedAt, b.savedAt) || compareText(a.reportId, b.reportId);
}

function isSame(a: SealedReport, b: SealedReport): boolean {
  return (
    a.sha256 === b.sha256 &&
    a.rulesHash === b.rulesHash &&
    a.serverHash === b.serverHash &&
    a.portalHash === b.portalHash
  );
}
