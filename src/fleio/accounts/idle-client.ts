import { clientByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsSuspend } from '../operations/clients.ts';
import type { ServiceRecord } from '../types/services.ts';
import { hasLiveService } from './live-services.ts';
import type { Warnings } from './warning.ts';

/**
 * Whether nothing of a client lives besides one service. Where that cannot be listed, something may, so the client is
 * not idle (contract 6.3).
 */
export async function isClientIdle(
  fleio: Caller,
  externalId: string,
  service: ServiceRecord,
  warnings: Warnings,
  options?: CallOptions,
): Promise<boolean> {
  const others = { client__external_billing_id: externalId, id__ne: service.id };
  const hasOthers = await warnings.attempt('list-other-services', () =>
    hasLiveService(fleio, others, options),
  );
  return hasOthers === false;
}

/** Suspends a client who is not suspended. True: this call did it. */
export async function suspendClient(
  fleio: Caller,
  externalId: string,
  warnings: Warnings,
  options?: CallOptions,
): Promise<boolean> {
  const done = await warnings.attempt('suspend-client', async () => {
    const { id, status } = await clientByExternalId(fleio, externalId, options);
    if (status === 'suspended') return false;
    await fleio.call(clientsSuspend, { id }, options);
    return true;
  });
  return done === true;
}
