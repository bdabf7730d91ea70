import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import type { Category } from './categories.ts';
import type { PortalRow } from './input.ts';
import type { Entry } from './pool.ts';

/**
 * Refuses a portal row that stands twice, as when a pull was passed in twice. Rows with one id have one
 * content, so they meet under one key, and only rows that share a key need to be compared.
 *
 * @throws InvalidInputError with every repeated row
 */
export function checkRepeats(entries: readonly Entry[], categories: readonly Category[]): void {
  const issues: Issue[] = [];
  for (const { cells } of entries) {
    for (const cell of cells) if (cell !== undefined) findRepeats(cell.lines, issues);
  }
  for (const { unpooled } of categories) findRepeats(unpooled.portal, issues);
  if (issues.length > 0) throw new InvalidInputError('portal rows', issues, 'DUPLICATE_ROW_ID');
}

function findRepeats(rows: readonly PortalRow[], issues: Issue[]): void {
  if (rows.length < 2) return;
  const seen = new Set<string>();
  for (const { rowId } of rows) {
    if (seen.has(rowId)) {
      const message = `${JSON.stringify(rowId.slice(0, 100))} stands twice; number the rows of a pull first`;
      issues.push({ path: 'portal.rows', message, code: 'DUPLICATE_ROW_ID' });
    }
    seen.add(rowId);
  }
}
