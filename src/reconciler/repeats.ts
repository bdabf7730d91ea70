import type { Issue } from '../core/errors/input.ts';

function repeated(rowId: string): Issue {
  const message = `${JSON.stringify(rowId.slice(0, 100))} stands twice; number the rows of a pull first`;
  return { path: 'portal.rows', message, code: 'DUPLICATE_ROW_ID' };
}

/**
 * Portal rows that stand twice, as when a pull was passed in twice. Rows with one id have one content, so they meet
 * under one key, and only the ids of one key need to be compared.
 */
export function noteRepeats(rowIds: readonly string[], issues: Issue[]): void {
  const seen = new Set<string>();
  for (const rowId of rowIds) noteRepeat(rowId, seen, issues);
}

/** Takes an id in; one that is there already is an issue. */
export function noteRepeat(rowId: string, seen: Set<string>, issues: Issue[]): void {
  if (seen.has(rowId)) issues.push(repeated(rowId));
  else seen.add(rowId);
}
