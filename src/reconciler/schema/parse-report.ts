import { InvalidInputError } from '../../core/errors/input.ts';
import type { ReconciliationReport } from '../report.ts';
import { reportSchema } from './report-schema.ts';

/**
 * Reads a report back from its JSON, such as the text of a sealed one.
 *
 * @param json text, or the value that was read from it
 * @throws InvalidInputError with the path of everything that does not belong into a report
 */
export function parseReport(json: unknown): ReconciliationReport {
  const result = reportSchema().safeParse(typeof json === 'string' ? readJson(json) : json);
  if (result.success) return result.data;
  throw new InvalidInputError(
    'report',
    result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidInputError('report', [{ path: '', message: 'is not JSON' }]);
  }
}
