import { type Check, record } from '../core/check.ts';
import { identifier, onlyThese, word } from './input-check.ts';
import type { ServiceFilter } from './types/services.ts';

const CHECKS: Readonly<Record<keyof ServiceFilter, Check>> = {
  external_billing_id: identifier,
  client__external_billing_id: word,
  product__product_type: word,
  status: word,
  id__ne: identifier,
};

/**
 * A filter that asks for something, in every member: an empty value, or a `+` in one, would quietly widen what is
 * found (contract 4.3, 6.3).
 */
export const serviceFilter: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  onlyThese(value, Object.keys(CHECKS), findings);
  const asked = Object.entries(CHECKS).filter(([field]) => Object.hasOwn(value, field));
  if (Object.keys(value).length === 0) findings.add(holder, key, 'expected at least one field');
  for (const [field, check] of asked) check(value[field], findings, value, field);
};

/** A filter in the vendor's language: `field:value` joined by `+`, which the query encodes (contract 4.3). */
export function filteringText(filter: ServiceFilter): string {
  return Object.entries(filter)
    .map(([field, value]) => `${field}:${value}`)
    .join('+');
}
