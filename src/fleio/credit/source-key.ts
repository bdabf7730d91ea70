import type { CreditKey } from './credit-row.ts';

/**
 * The key under which Fleio 2026.07.1 and later know a change of credit: `{invoiceId}/{serviceId}`. The same for both
 * directions, which that server seems to tell apart by itself (contract fleio 8.6).
 */
export function defaultSourceKey({ invoiceId, serviceId }: CreditKey): string {
  return `${encodeURIComponent(invoiceId)}/${encodeURIComponent(serviceId)}`;
}
