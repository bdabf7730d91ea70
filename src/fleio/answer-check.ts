/** Checks of answers: what must be there, and the types of what else is there. Unknown members pass (contract 4.13). */
import { parseDecimalText } from '../core/amount.ts';
import { type Check, list, miss, record } from '../core/check.ts';

/** An identifier: an integer that is exact, or a text that is not empty. */
export const id: Check = (value, findings, holder, key, mode = 0) => {
  const integer = typeof value === 'bigint' || Number.isSafeInteger(value);
  const name = typeof value === 'string' && value !== '';
  if (!integer && !name) miss(value, findings, holder, key, mode, 'an identifier');
};

/** A decimal, as a text or a number. */
export const decimal: Check = (value, findings, holder, key, mode = 0) => {
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return;
  if (typeof value !== 'string') miss(value, findings, holder, key, mode, 'a decimal');
  else if (parseDecimalText(value) === undefined) findings.add(holder, key, 'expected a decimal');
};

/** A page of objects of one kind. */
export function page(item: Check): Check {
  return (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    list(value.objects, item, findings, value, 'objects');
    if (value.next !== undefined && value.next !== null && typeof value.next !== 'string') {
      findings.add(value, 'next', 'expected a string or null');
    }
  };
}
