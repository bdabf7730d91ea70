import type { Issue } from '../core/errors/input.ts';
import type { Entry } from './records.ts';

function repeated(rowId: string): Issue {
  const message = `${JSON.stringify(rowId.slice(0, 100))} stands twice; number the rows of a pull first`;
  return { path: 'portal.rows', message, code: 'DUPLICATE_ROW_ID' };
}

/**
 * Portal rows that stand twice, as when a pull was passed in twice. Rows with one id have one content, so they meet
 * under one key, and only rows that share a key need to be compared.
 */
export function repeatsIn({ cells }: Entry): Issue[] {
  const issues: Issue[] = [];
  for (const cell of cells) {
    const sums = cell?.rare?.sums;
    if (sums == null) continue;
    const seen = new Set<string>();
    for (const rowId of sums.rowIds) noteRepeat(rowId, seen, issues);
  }
  return issues;
}

/** Takes an id in; one that is there already is an issue. */
export function noteRepeat(rowId: string, seen: Set<string>, issues: Issue[]): void {
  if (seen.has(rowId)) issues.push(repeated(rowId));
  else seen.add(rowId);
}
