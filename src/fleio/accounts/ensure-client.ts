import { NotFoundError } from '../../core/errors/api.ts';
import { clientByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsCreate } from '../operations/clients.ts';
import type { ClientRecord } from '../types/clients.ts';
import { type AccountInput, type NewClientRules, newClientParams } from './new-client.ts';

/** A client's account in Fleio. */
export interface EnsuredClient {
  readonly client: ClientRecord;
  /** Whether this call made it; if not, nothing of it was changed. */
  readonly created: boolean;
}

/** Looks the client up, or creates him when a clean empty list says that there is none (contract fleio 5.4). */
export async function ensureClient(
  fleio: Caller,
  input: AccountInput,
  rules: NewClientRules,
  options?: CallOptions,
): Promise<EnsuredClient> {
  const params = newClientParams(input, rules);
  try {
    return { client: await clientByExternalId(fleio, input.externalId, options), created: false };
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  return { client: await fleio.call(clientsCreate, params, options), created: true };
}

/** Whether a look-up found nothing. A 404 of the list itself says nothing of the client: the address may be wrong. */
export function isAbsent(error: unknown): boolean {
  return error instanceof NotFoundError && error.code === 'lookup_none';
}
