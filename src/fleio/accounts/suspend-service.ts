import type { Caller, CallOptions } from '../operation.ts';
import { servicesSuspend } from '../operations/services.ts';
import { isClientIdle, suspendClient } from './idle-client.ts';
import { findService, type ServiceChange } from './service-change.ts';
import type { ServiceRef } from './service-ref.ts';
import { Warnings } from './warning.ts';

/** Suspends a service, and its client when nothing else of his lives (contract fleio 6.2). */
export async function suspendService(
  fleio: Caller,
  ref: ServiceRef,
  options?: CallOptions,
): Promise<ServiceChange> {
  const service = await findService(fleio, ref, options);
  const changed = service.status !== 'suspended';
  if (changed) await fleio.call(servicesSuspend, { id: service.id }, options);
  const warnings = new Warnings();
  const isSuspended =
    (await isClientIdle(fleio, ref.externalId, service, warnings, options)) &&
    (await suspendClient(fleio, ref.externalId, warnings, options));
  return { service, changed, client: isSuspended ? 'suspended' : null, warnings: warnings.list };
}
