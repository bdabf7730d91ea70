/**
 * The key under which attempt `attempt` (from 1) to charge an invoice is made. Whoever charges an invoice that
 * `runInvoicing` may charge again uses it, so that a repeat of the attempt takes no money twice (policy section 8).
 */
export function chargeKey(invoiceId: string, attempt: number): string {
  return `charge:${invoiceId}:${attempt}`;
}
