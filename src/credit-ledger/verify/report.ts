import { formatUnits, toUnits } from '../../core/amount.ts';

/** What can be wrong with a ledger. `..._MISSING`: the entries tell of a row that is not there. */
export type VerifyCode =
  | 'SEQ_GAP'
  | 'ENTRY_INVALID'
  | 'COMMAND_MISSING'
  | 'LOT_MISSING'
  | 'LOT_UNKNOWN'
  | 'LOT_UNBALANCED'
  | 'LOT_DIFFERS'
  | 'USAGE_MISSING'
  | 'USAGE_UNKNOWN'
  | 'USAGE_UNBALANCED'
  | 'USAGE_DIFFERS'
  | 'SLICE_UNTIMELY'
  | 'IDLE_CREDIT'
  | 'HOLD_MISSING'
  | 'HOLD_UNKNOWN'
  | 'HOLD_DIFFERS'
  | 'PERIOD_MISSING'
  | 'PERIOD_DIFFERS'
  | 'HEAD_DIFFERS'
  | 'AMOUNT_INVALID'
  | 'ROW_UNREADABLE'
  | 'PAGE_UNORDERED';

/** One thing that does not fit. */
export interface VerifyProblem {
  readonly code: VerifyCode;
  /** Which row and which member of it, such as `lot pack-1:p.remaining`. */
  readonly what: string;
  /** What it should be, as far as that is known. */
  readonly expected: string;
  readonly actual: string;
}

/** What a check of the books found. */
export interface VerifyReport {
  readonly account: string;
  /** Version of the account that was checked. */
  readonly version: number;
  /** Whether nothing is wrong. */
  readonly ok: boolean;
  /** How many rows of each sort were looked at. */
  readonly checked: Readonly<
    Record<'entries' | 'commands' | 'lots' | 'usages' | 'holds' | 'periods', number>
  >;
  /** The first problems, at most 100. */
  readonly problems: readonly VerifyProblem[];
  /** How many problems there are. */
  readonly found: number;
}

const MAX_PROBLEMS = 100;
const MAX_TEXT = 200;

type Plain = string | number | boolean | bigint | null | undefined;

/** Collects problems while the books are read. */
export class Findings {
  readonly problems: VerifyProblem[] = [];
  readonly scale: number;
  found = 0;

  constructor(scale: number) {
    this.scale = scale;
  }

  add(code: VerifyCode, what: string, expected: Plain, actual: Plain): void {
    this.found += 1;
    if (this.problems.length === MAX_PROBLEMS) return;
    const problem = { code, what: cut(what), expected: this.#text(expected), actual: this.#text(actual) };
    this.problems.push(problem);
  }

  /** Reports a difference. */
  same(code: VerifyCode, what: string, expected: Plain, actual: Plain): void {
    if (expected !== actual) this.add(code, what, expected, actual);
  }

  /** The units of an amount; what is no amount is reported and counts as nothing. */
  units(amount: string, what: string): bigint {
    try {
      return toUnits(amount, this.scale);
    } catch {
      this.add('AMOUNT_INVALID', what, `a plain decimal of at most ${this.scale} decimals`, amount);
      return 0n;
    }
  }

  /** Looks at one row; a row that cannot even be looked at is reported. */
  look(what: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.add('ROW_UNREADABLE', what, 'a row of the ledger', String(error));
    }
  }

  #text(value: Plain): string {
    return cut(typeof value === 'bigint' ? formatUnits(value, this.scale) : String(value));
  }
}

function cut(text: string): string {
  return text.slice(0, MAX_TEXT);
}
