import { serviceByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import type { ServiceRecord } from '../types/services.ts';
import type { ServiceRef } from './service-ref.ts';
import type { AccountWarning } from './warning.ts';

/** What became of a service, and of its client. */
export interface ServiceChange {
  /** The service as it was found before. */
  readonly service: ServiceRecord;
  /** False: it had that status already, and nothing was asked of it. */
  readonly changed: boolean;
  /** Whether the client was suspended or resumed, too; null: he was left as he was. */
  readonly client: 'suspended' | 'resumed' | null;
  /** What failed besides the service itself. */
  readonly warnings: readonly AccountWarning[];
}

/** The one service of a reference. @throws NotFoundError `lookup_none`: nothing may be done then (contract 6.3) */
export function findService(
  fleio: Pick<Caller, 'iterate'>,
  { externalId, serviceId }: ServiceRef,
  options?: CallOptions,
): Promise<ServiceRecord> {
  const link = { external_billing_id: serviceId, client__external_billing_id: externalId };
  return serviceByExternalId(fleio, link, options);
}
