import { ApiError } from '../../core/errors/api.ts';
import { clientByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsResume } from '../operations/clients.ts';
import { servicesResume, servicesUnsuspend } from '../operations/services.ts';
import type { ServiceRecord } from '../types/services.ts';
import { findService, type ServiceChange } from './service-change.ts';
import type { ServiceRef } from './service-ref.ts';
import { setUserActive } from './user-access.ts';
import { Warnings } from './warning.ts';

/** How the server calls the end of a suspension: `unsuspend` since Fleio 2023.12, `resume` before; `auto` tries both. */
export type UnsuspendVerb = 'unsuspend' | 'resume' | 'auto';

/** Ends the suspension of a service, then of its client, and lets the user log in again (contract fleio 6.2, 6.4). */
export async function unsuspendService(
  fleio: Caller,
  ref: ServiceRef,
  verb: UnsuspendVerb,
  options?: CallOptions,
): Promise<ServiceChange> {
  const service = await findService(fleio, ref, options);
  const changed = service.status !== 'active';
  if (changed) await endSuspension(fleio, service, verb, options);
  const warnings = new Warnings();
  const isResumed = await warnings.attempt('resume-client', async () => {
    const { id, status } = await clientByExternalId(fleio, ref.externalId, options);
    if (status !== 'suspended') return false;
    await fleio.call(clientsResume, { id }, options);
    return true;
  });
  await warnings.attempt('activate-user', () => setUserActive(fleio, ref.externalId, true, options));
  return { service, changed, client: isResumed === true ? 'resumed' : null, warnings: warnings.list };
}

/** Statuses with which a server says that it does not know a path. */
const NO_SUCH_PATH: readonly number[] = [404, 405];

/** A 404 could mean the service, too, but that was found a moment before. */
async function endSuspension(
  fleio: Caller,
  { id }: ServiceRecord,
  verb: UnsuspendVerb,
  options?: CallOptions,
): Promise<void> {
  if (verb !== 'resume') {
    try {
      await fleio.call(servicesUnsuspend, { id }, options);
      return;
    } catch (error) {
      const isOlder = error instanceof ApiError && NO_SUCH_PATH.includes(error.status);
      if (verb === 'unsuspend' || !isOlder) throw error;
    }
  }
  await fleio.call(servicesResume, { id }, options);
}
