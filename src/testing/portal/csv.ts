import type { ReportRow } from './state.ts';

/** Rows as CSV: a line of captions, CRLF line ends, fields quoted where they must be. */
export function csvOf(rows: readonly ReportRow[]): string {
  const captions = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => captions.map((caption) => field(row[caption] ?? '')).join(','));
  return [captions.map(field).join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
