import { rareOf } from './cell.ts';
import type { PortalRow } from './input.ts';
import type { LineNotes } from './line-notes.ts';
import type { GraceVerdict } from './options.ts';
import type { Placed } from './pool.ts';
import type { Line } from './price.ts';
import type { Cell } from './records.ts';

function notesOf(cell: Cell): LineNotes {
  const rare = rareOf(cell);
  rare.notes ??= { mismatches: [], issues: [], zeros: [], verdicts: [] };
  return rare.notes;
}

const NAMES_NO_DEVICE = 'names no device';

/** Notes what is odd about a line, beside its numbers. */
export function noteLine(
  row: PortalRow,
  { quantity, amount, printed }: Line,
  { entry, cell, mismatched }: Placed,
): void {
  const { rowId, parsed, parseIssues } = row;
  const isBare = entry.kind === 'line_without_device';
  if (mismatched) notesOf(cell).mismatches.push({ rowId, account: parsed.account });
  if (isBare || parseIssues.length > 0) {
    const issues = isBare ? [...parseIssues, NAMES_NO_DEVICE] : parseIssues;
    notesOf(cell).issues.push({ rowId, text: issues.join('; ') });
  }
  if (printed === null || printed.isPositive) return;
  // It counts as one, or it costs something.
  if (quantity?.isPositive === true || amount?.isPositive === true) {
    notesOf(cell).zeros.push({ rowId, printed });
  }
}

/** Notes what the caller says of a line for which nothing runs. */
export function noteVerdict(cell: Cell, { rowId, amount }: Line, verdict: GraceVerdict): void {
  if (verdict !== 'unknown') notesOf(cell).verdicts.push({ rowId, verdict, amount });
}
