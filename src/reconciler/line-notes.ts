import { type Cell, rareOf } from './cell.ts';
import type { Exact } from './exact.ts';
import type { PortalRow } from './input.ts';
import type { GraceVerdict } from './options.ts';
import type { Placed } from './pool.ts';
import type { Line } from './price.ts';
import type { PortalNumbers } from './row-reader.ts';

/** What is odd about lines of one key, line by line, as it goes into findings. */
export interface LineNotes {
  /** Lines that print another account than the device's. */
  readonly mismatches: { readonly rowId: string; readonly account: string | null }[];
  /** Lines that were not read as a whole, in words. */
  readonly issues: { readonly rowId: string; readonly text: string }[];
  /** Lines that print a quantity of 0 or less and are billed all the same. */
  readonly zeros: { readonly rowId: string; readonly printed: Exact }[];
  /** What is said of lines for which nothing runs. */
  readonly verdicts: {
    readonly rowId: string;
    readonly verdict: GraceVerdict;
    readonly amount: Exact | null;
  }[];
}

function notesOf(cell: Cell): LineNotes {
  const rare = rareOf(cell);
  rare.notes ??= { mismatches: [], issues: [], zeros: [], verdicts: [] };
  return rare.notes;
}

const NAMES_NO_DEVICE = 'names no device';

/** Notes what is odd about a line, beside its numbers. */
export function noteLine(
  row: PortalRow,
  { quantity, amount }: Line,
  { printed }: PortalNumbers,
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
