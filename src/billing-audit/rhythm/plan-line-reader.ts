import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { dayNumber, isDay } from '../../core/time.ts';
import { instantMs } from '../instants.ts';
import { readMoney } from '../money.ts';
import type { PlanLine } from '../records.ts';
import { type Listing, toListing } from './listing.ts';

const TEXTS = ['account', 'deviceRef', 'category', 'text'] as const;
const NUMBERS = ['quantity', 'unitPrice', 'amount'] as const;

/** Reads a plan line, or adds to `issues` what is wrong with it. */
export function readPlanLine(line: PlanLine, path: string, issues: Issue[]): Listing | undefined {
  const before = issues.length;
  const at = instantMs(line.observedAt);
  if (Number.isNaN(at)) {
    issues.push({ path: `${path}.observedAt`, message: 'must be an instant: ISO 8601 with Z or an offset' });
  }
  for (const name of TEXTS) {
    const isMissing = line[name] === null && (name === 'account' || name === 'deviceRef');
    if (isMissing || typeof line[name] === 'string') continue;
    issues.push({ path: `${path}.${name}`, message: 'must be a text' });
  }
  if (line.nextDue !== null && !isDay(line.nextDue)) {
    issues.push({ path: `${path}.nextDue`, message: 'must be a calendar day YYYY-MM-DD, or null' });
  }
  if (line.cycleDays !== null && !Number.isSafeInteger(line.cycleDays)) {
    issues.push({ path: `${path}.cycleDays`, message: 'must be a whole number of days, or null' });
  }
  for (const name of NUMBERS) {
    const text = line[name];
    if (text === null || readMoney(text) !== undefined) continue;
    issues.push({
      path: `${path}.${name}`,
      message: 'must be a plain decimal, or null',
      code: 'INVALID_AMOUNT',
    });
  }
  if (issues.length > before) return undefined;
  return toListing(line, at, line.nextDue !== null && isDay(line.nextDue) ? dayNumber(line.nextDue) : null);
}

/** @throws InvalidInputError when there are issues */
export function refusePlanLines(issues: readonly Issue[], code?: string): void {
  if (issues.length > 0) throw new InvalidInputError('plan lines', issues, code);
}
