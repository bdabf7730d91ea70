import { parseAmount } from '../../core/amount.ts';
import type { ActiveService } from '../portal/index.ts';
import type { PortalMeasure } from './category.ts';

/** How a category counts that the caller's list leaves out: it is still shown, one for each line. */
export const COUNT_ROWS: PortalMeasure = { types: [], words: [], quantity: 'row' };

/** The count that a service's text declares, as decimal text. */
export function declaredCountOf({ name }: ActiveService): string | null {
  const count = name?.guestCount ?? name?.protectedAccounts ?? null;
  return count === null ? null : String(count);
}

/** Whether the quantity column holds a text that could not be read. */
function isUnreadable({ issues }: ActiveService): boolean {
  return issues.some(({ code, field }) => code === 'NUMBER_UNREADABLE' && field === 'quantity');
}

/**
 * What a line counts in its category, as decimal text; null when its quantity cannot be read. Source:
 * reconciler 10.3, AS7.
 */
export function countedQuantity(service: ActiveService, { quantity: rule }: PortalMeasure): string | null {
  if (rule === 'row') return '1';
  if (isUnreadable(service)) return null;
  const fallback = rule.declaredCountFallback === true ? declaredCountOf(service) : null;
  const quantity = service.quantity ?? fallback;
  if (quantity === null) return rule.nullAs;
  const { units } = parseAmount(quantity);
  if (units === 0n || (units < 0n && rule.negative === 'clamp')) return rule.zeroAs;
  return quantity;
}
