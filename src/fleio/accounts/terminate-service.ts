import type { Caller, CallOptions } from '../operation.ts';
import { servicesTerminate } from '../operations/services.ts';
import { isClientIdle, suspendClient } from './idle-client.ts';
import { findService, type ServiceChange } from './service-change.ts';
import type { ServiceRef } from './service-ref.ts';
import { setUserActive } from './user-access.ts';
import { Warnings } from './warning.ts';

/**
 * Terminates a service with its cloud resources. When nothing else of its client lives, he is suspended, and his user
 * can no longer log in; the client himself stays (contract fleio 6.2).
 */
export async function terminateService(
  fleio: Caller,
  ref: ServiceRef,
  options?: CallOptions,
): Promise<ServiceChange> {
  const service = await findService(fleio, ref, options);
  const changed = service.status !== 'terminated';
  if (changed) await fleio.call(servicesTerminate, { id: service.id }, options);
  const warnings = new Warnings();
  let isSuspended = false;
  if (await isClientIdle(fleio, ref.externalId, service, warnings, options)) {
    isSuspended = await suspendClient(fleio, ref.externalId, warnings, options);
    await warnings.attempt('deactivate-user', () => setUserActive(fleio, ref.externalId, false, options));
  }
  return { service, changed, client: isSuspended ? 'suspended' : null, warnings: warnings.list };
}
