import Papa from 'papaparse';
import type { InvalidInputError } from '../../../core/errors/input.ts';
import { refusal } from './refusal.ts';

/** One record of a CSV text. */
export interface CsvRecord {
  /** Line of the text on which it begins, from 1. A quoted cell may go on over several lines. */
  readonly line: number;
  /** As it stands in the text, without the end of its last line; line ends within it are LF. */
  readonly text: string;
  /** Cells without their quotes. */
  readonly cells: readonly string[];
}

interface Split {
  readonly cells: readonly string[];
  /** Where the next record begins. */
  readonly end: number;
  readonly isBroken: boolean;
}

/**
 * No record is longer. The library gets as much at a time: broken quotes can cost it time in the square of the
 * length, and it tells of them only where the record ends.
 */
const LONGEST = 16_000;

/**
 * The records of a CSV text with commas (RFC 4180), one after the other; lines end with CRLF, LF or CR, also mixed.
 * Blanks may follow a closing quote. A quote within a cell that did not begin with one is text.
 *
 * @throws InvalidInputError naming the line on which a record begins: `QUOTES_BROKEN` if a quoted cell of it does
 *   not end, or something other than blanks follows a closing quote; `FILE_TOO_LARGE` if it is longer than 16,000
 *   characters. Where a record behind it begins, nobody knows.
 */
export function* csvRecords(text: string): Generator<CsvRecord, void> {
  // The library takes one kind of line end, and blanks behind a closing quote only if a comma or line end follows.
  const lines = `${text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')}\n`;
  let line = 1;
  for (let at = 0; at < lines.length; ) {
    const part = lines.slice(at, at + LONGEST + 2);
    const isLast = at + part.length === lines.length;
    let from = 0;
    for (const { cells, end, isBroken } of split(part)) {
      const isCut = end === part.length && !isLast;
      if (isCut && from > 0) break;
      if (isBroken) throw brokenQuotes(line);
      if (end - from > LONGEST + 1) throw tooLong(line);
      const whole = part.slice(from, end);
      yield { line, text: whole.slice(0, -1), cells };
      line += whole.split('\n').length - 1;
      from = end;
    }
    at += from;
  }
}

/** The records of a part of the text, up to the first broken one. The end of the part may cut the last one. */
function split(part: string): Split[] {
  const records: Split[] = [];
  // It takes one byte order mark away, which would move the places: this one.
  Papa.parse<string[]>(`\uFEFF${part}`, {
    delimiter: ',',
    newline: '\n',
    step({ data, errors, meta }, parser) {
      records.push({ cells: data, end: meta.cursor, isBroken: errors.length > 0 });
      if (errors.length > 0) parser.abort();
    },
  });
  return records;
}

function brokenQuotes(line: number): InvalidInputError {
  const message = `a quoted cell does not end within ${LONGEST} characters, or text follows its closing quote`;
  return refusal(`line ${line}`, message, 'QUOTES_BROKEN');
}

function tooLong(line: number): InvalidInputError {
  return refusal(`line ${line}`, `the row is longer than ${LONGEST} characters`, 'FILE_TOO_LARGE');
}
