import { type InstantInput, parseInstant } from '../../core/time.ts';
import type { ReconciliationReport } from '../report.ts';
import { type ReportSources, sealReport } from '../seal.ts';
import type { ReportRepository, SavedReport } from './repository.ts';

/**
 * Seals a report and saves it, so that it can be verified and made again later. Source: reconciler 10.5.
 *
 * @param place the id to save it under, and the instant of saving
 * @throws ConcurrencyError `DUPLICATE_KEY` for an id under which another report is saved
 */
export async function saveReport(
  repository: ReportRepository,
  report: ReconciliationReport,
  sources: ReportSources,
  place: { readonly reportId: string; readonly savedAt: InstantInput },
): Promise<SavedReport> {
  const sealed = sealReport(report, sources);
  const savedAt = parseInstant(place.savedAt, 'savedAt').toISOString();
  const { sha256 } = sealed;
  const saved: SavedReport = { reportId: place.reportId, savedAt, status: report.status, sha256, sealed };
  await repository.add(saved);
  return saved;
}
