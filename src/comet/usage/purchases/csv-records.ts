/** One record of a CSV text. */
export interface CsvRecord {
  /** Line of the text on which it begins, from 1. A quoted cell may go on over several lines. */
  readonly line: number;
  /** As it stands in the text, without the end of its last line. */
  readonly text: string;
  /** Cells without their quotes. */
  readonly cells: readonly string[];
  /** A quoted cell never ended, or something other than blanks followed its closing quote. */
  readonly isBroken: boolean;
}

interface Cell {
  readonly value: string;
  /** Where the separator behind it stands. */
  readonly end: number;
  readonly isBroken: boolean;
}

/**
 * The records of a CSV text with commas (RFC 4180), one after the other; lines end with CRLF, LF or CR. A quote
 * within a cell that did not begin with one is text.
 *
 * Not by the CSV library that writes our reports: that one does not tell lines, and text behind closing quotes
 * costs it time in the square of the length, so a file of 2 MB can stop a process for minutes. This takes linear
 * time, whatever the text.
 */
export function* csvRecords(text: string): Generator<CsvRecord, void> {
  let at = 0;
  for (let line = 1; at < text.length; ) {
    const cells: string[] = [];
    let isBroken = false;
    let end = at;
    for (let from = at; ; from = end + 1) {
      const cell = text[from] === '"' ? quotedCell(text, from) : plainCell(text, from);
      cells.push(cell.value);
      isBroken ||= cell.isBroken;
      end = cell.end;
      if (text[end] !== ',') break;
    }
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    yield { line, text: text.slice(at, end), cells, isBroken };
    line += linesWithin(text, at, next);
    at = next;
  }
}

function plainCell(text: string, from: number): Cell {
  const end = endOfCell(text, from);
  return { value: text.slice(from, end), end, isBroken: false };
}

function quotedCell(text: string, from: number): Cell {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  if (quote === -1) return { value: text.slice(from + 1), end: text.length, isBroken: true };
  const end = endOfCell(text, quote + 1);
  const isBroken = text.slice(quote + 1, end).trim() !== '';
  return { value: text.slice(from + 1, quote).replaceAll('""', '"'), end, isBroken };
}

/** Where the next comma or line end stands, or the end of the text. */
function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && !',\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

function linesWithin(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at += 1) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) lines += 1;
  }
  return lines;
}
