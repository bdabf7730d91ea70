/** Statuses of the billing system in one spelling: lower case, `cancelled` with two l. */
export function localStatus(status: string): string {
  const plain = status.trim().toLowerCase();
  return plain === 'canceled' ? 'cancelled' : plain;
}
