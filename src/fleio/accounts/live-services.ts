import type { Caller, CallOptions } from '../operation.ts';
import { servicesList } from '../operations/services.ts';
import type { ServiceFilter, ServiceRecord } from '../types/services.ts';

/** Statuses of Fleio services that are over, or at rest (contract fleio 6.3, 6.6); every other one lives. */
const NOT_LIVE: readonly string[] = ['terminated', 'suspended', 'canceled', 'cancelled', 'fraud', 'archived'];

/** Whether a Fleio service counts as live. An unknown status does. */
export function isLive({ status }: ServiceRecord): boolean {
  return status === undefined || status === null || !NOT_LIVE.includes(status);
}

/** Whether any service of any page lives. @throws what `services.list` throws; nothing is known then */
export async function hasLiveService(
  fleio: Pick<Caller, 'iterate'>,
  filtering: ServiceFilter,
  options?: CallOptions,
): Promise<boolean> {
  for await (const service of fleio.iterate(servicesList, { filtering }, options)) {
    if (isLive(service)) return true;
  }
  return false;
}
