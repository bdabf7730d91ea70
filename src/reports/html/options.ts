import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { type InstantInput, parseInstant } from '../../core/time.ts';
import { cutLine, oneLine } from '../columns.ts';

/** Options of every HTML report. */
export interface HtmlOptions {
  /** Heading and window title, of which the first 100 characters are shown. Default: what the report is. */
  readonly title?: string;
  /** Who makes the report; stands above the title and in the page's foot. */
  readonly brand?: string;
  /** Currency of the amounts where the data names none: a code or a sign such as `USD`, of at most 12 characters. */
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
const MAX_CURRENCY = 12;
const CURRENCY = /^[^\s\p{Cc}\p{Cf}\p{Cs}]{1,12}$/u;

/** A currency as it is printed; null where none is known. */
export function currencyOf(currency: string | null): string | null {
  return currency === null ? null : cutLine(currency, MAX_CURRENCY);
}

/** The options of a report about data that says so much itself. @throws InvalidInputError */
export function readOptions(options: HtmlOptions, facts: ReportFacts): ReportOptions {
  const { title = '', brand = '', currency, maxRows = DEFAULT_MAX_ROWS } = options;
  const issues: Issue[] = [];
  if (!(Number.isSafeInteger(maxRows) && maxRows > 0)) {
    issues.push({ path: 'maxRows', message: 'must be a whole number from 1 on' });
  }
  if (currency !== undefined && !CURRENCY.test(currency)) {
    issues.push({ path: 'currency', message: 'must be 1 to 12 characters without blanks' });
  }
  if (issues.length > 0) throw new InvalidInputError('options', issues);
  const at = options.generatedAt ?? facts.generatedAt ?? null;
  return {
    title: oneLine(title) || facts.title,
    brand: oneLine(brand) || null,
    currency: currencyOf(facts.currency ?? currency ?? null),
    generatedAt: at === null ? null : parseInstant(at, 'generatedAt'),
    maxRows,
  };
}
