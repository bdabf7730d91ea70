/**
 * The key under which the automatic invoice of a day is made. From the second one on with its number, else the billing
 * system would hand back the first.
 */
export function invoiceKey(serviceId: string, day: string, seq: number): string {
  const key = `auto-invoice:${serviceId}:${day}`;
  return seq === 1 ? key : `${key}:${seq}`;
}
