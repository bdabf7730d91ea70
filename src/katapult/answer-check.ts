import { type Check, type Findings, record, text } from '../core/check.ts';

/** An object that must have its id, and whose other members pass a check (contract 4.6). */
export function identified(
  value: unknown,
  check: Check,
  findings: Findings,
  holder: unknown,
  key: string | number,
): void {
  if (!record(value, findings, holder, key)) return;
  // An id of another type is noted by the check of the object itself.
  if ((value.id ?? undefined) === undefined) text(value.id, findings, value, 'id');
  check(value, findings, holder, key);
}
