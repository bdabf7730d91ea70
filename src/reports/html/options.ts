import { InvalidInputError } from '../../core/errors/input.ts';
import { type InstantInput, parseInstant } from '../../core/time.ts';

/** Options of every HTML report. */
export interface HtmlOptions {
  /** Heading and window title. Default: what the report is. */
  readonly title?: string;
  /** Who makes the report; stands above the title and in the page's foot. */
  readonly brand?: string;
  /** Currency of the amounts, such as `USD`, where the data names none. */
  readonly currency?: string;
  /** When the report was made. Without it, what the data says; there is no clock inside. */
  readonly generatedAt?: InstantInput;
  /** Most rows of a list, and most claim cases; the report says what it leaves out. From 1, default 500. */
  readonly maxRows?: number;
}

/** Options with their defaults. */
export interface ReportOptions {
  readonly title: string;
  readonly brand: string | null;
  readonly currency: string | null;
  readonly generatedAt: Date | null;
  readonly maxRows: number;
}

/** What the data itself says. */
export interface ReportFacts {
  readonly title: string;
  readonly currency?: string | null;
  readonly generatedAt?: string | null;
}

const DEFAULT_MAX_ROWS = 500;

/** The options of a report about data that says so much itself. @throws InvalidInputError */
export function readOptions(options: HtmlOptions, facts: ReportFacts): ReportOptions {
  const { title = facts.title, brand = null, maxRows = DEFAULT_MAX_ROWS } = options;
  if (!(Number.isSafeInteger(maxRows) && maxRows > 0)) {
    throw new InvalidInputError('options', [
      { path: 'maxRows', message: 'must be a whole number from 1 on' },
    ]);
  }
  const at = options.generatedAt ?? facts.generatedAt ?? null;
  return {
    title,
    brand,
    currency: facts.currency ?? options.currency ?? null,
    generatedAt: at === null ? null : parseInstant(at, 'generatedAt'),
    maxRows,
  };
}
