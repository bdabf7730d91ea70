import { formatUnits, parseDecimalText } from '../../../core/amount.ts';
import type { Aliases, ReportRow } from './columns.ts';

/** The shortest decimal text of a JSON number, without exponent (rule R7). */
function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const exact = parseDecimalText(text);
  return exact === undefined ? text : formatUnits(exact.units, exact.scale);
}

/** The text of a cell, as sent; null for nothing. What should not stand in a cell is named, not written out. */
function cellText(cell: unknown): string | null {
  if (typeof cell === 'string') return cell;
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'object') return Array.isArray(cell) ? '(list)' : '(object)';
  return String(cell);
}

/** The first alias whose cell says anything, as sent; null if none does (rule R6). */
export function rawCell(row: ReportRow, aliases: Aliases): string | null {
  for (const caption of aliases) {
    const text = cellText(row[caption]);
    if (text !== null && text !== '') return text;
  }
  return null;
}

/**
 * The trimmed text of a column: the first alias that is not blank decides. A lone hyphen is a hit and means
 * absent; it does not fall through to the next alias (rule R6).
 */
export function textCell(row: ReportRow, aliases: Aliases): string | null {
  for (const caption of aliases) {
    const cell = row[caption];
    if (cell === undefined || cell === null) continue;
    const text = cellText(cell)?.trim() ?? '';
    if (text !== '') return text === '-' ? null : text;
  }
  return null;
}
