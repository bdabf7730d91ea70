import type { ScaledAmount } from '../../core/amount.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import type { InstantInput } from '../../core/time.ts';
import { type DayNumber, DayReader } from '../days.ts';
import { instantMs } from '../instants.ts';
import { readMoney } from '../money.ts';
import type { PlanLine } from '../records.ts';
import type { Listing } from './listing.ts';

const TEXTS = ['account', 'deviceRef', 'category', 'text'] as const;
const NUMBERS = ['quantity', 'unitPrice', 'amount'] as const;

/** Reads plan lines one after the other. Those of one snapshot have much in common, which is read once. */
export class PlanLineReader {
  readonly #days = new DayReader();
  #instant: InstantInput | undefined;
  #instantMs = Number.NaN;

  /** The listing of a line; undefined after adding to `issues` what is wrong with it. */
  read(line: PlanLine, path: string, issues: Issue[]): Listing | undefined {
    const before = issues.length;
    const at = this.#readInstant(line.observedAt);
    if (Number.isNaN(at)) {
      issues.push({
        path: `${path}.observedAt`,
        message: 'must be an instant: ISO 8601 with Z or an offset',
      });
    }
    checkTexts(line, path, issues);
    const nextDue = this.#readDay(line.nextDue);
    if (nextDue === undefined) {
      issues.push({ path: `${path}.nextDue`, message: 'must be a calendar day YYYY-MM-DD, or null' });
    }
    const { cycleDays } = line;
    if (cycleDays !== null && !Number.isSafeInteger(cycleDays)) {
      issues.push({ path: `${path}.cycleDays`, message: 'must be a whole number of days, or null' });
    }
    const [quantity = null, unitPrice = null, amount = null] = readNumbers(line, path, issues);
    if (issues.length > before || nextDue === undefined) return undefined;
    const cycle = cycleDays !== null && cycleDays > 0 ? cycleDays : 0;
    return { line, at, cycleDays: cycle, nextDue, quantity, unitPrice, amount };
  }

  #readDay(text: string | null): DayNumber | null | undefined {
    return text === null ? null : this.#days.read(text);
  }

  #readInstant(input: InstantInput): number {
    // A date may be set anew between two lines; a text stays what it is.
    if (typeof input !== 'string') return instantMs(input);
    if (input !== this.#instant) {
      this.#instantMs = instantMs(input);
      this.#instant = input;
    }
    return this.#instantMs;
  }
}

function checkTexts(line: PlanLine, path: string, issues: Issue[]): void {
  for (const name of TEXTS) {
    const isMissing = line[name] === null && (name === 'account' || name === 'deviceRef');
    if (isMissing || typeof line[name] === 'string') continue;
    issues.push({ path: `${path}.${name}`, message: 'must be a text' });
  }
}

function readNumbers(line: PlanLine, path: string, issues: Issue[]): (ScaledAmount | null)[] {
  return NUMBERS.map((name) => {
    const text = line[name];
    const number = text === null ? null : readMoney(text);
    if (number !== undefined) return number;
    const message = 'must be a plain decimal, or null';
    issues.push({ path: `${path}.${name}`, message, code: 'INVALID_AMOUNT' });
    return null;
  });
}

/** @throws InvalidInputError when there are issues */
export function refusePlanLines(issues: readonly Issue[], code?: string): void {
  if (issues.length > 0) throw new InvalidInputError('plan lines', issues, code);
}
