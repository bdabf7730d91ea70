import { localStatus } from './local-status.ts';

/** Whether a customer may order, and if not, why. */
export type OrderPermission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: 'HAS_SERVICE' | 'SEVERAL_IN_CART' };

const NOT_COUNTED: readonly string[] = ['fraud', 'terminated'];

/**
 * Whether a customer may have the Fleio services that are in the cart: Fleio keeps one per client. Services of status
 * Fraud or Terminated do not count; all others do, also cancelled ones. Case and the spelling of `canceled` play no
 * part.
 *
 * Source: contract fleio 5.7.
 * @param existingStatuses statuses in the billing system of the customer's Fleio services
 * @param inCart how many Fleio services are about to be ordered
 */
export function canOrderService(existingStatuses: readonly string[], inCart: number): OrderPermission {
  if (existingStatuses.some((status) => !NOT_COUNTED.includes(localStatus(status)))) {
    return { allowed: false, reason: 'HAS_SERVICE' };
  }
  return inCart > 1 ? { allowed: false, reason: 'SEVERAL_IN_CART' } : { allowed: true };
}
