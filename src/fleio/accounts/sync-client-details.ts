import { issuesOf } from '../../core/check.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { AbortedError } from '../../core/errors/transport.ts';
import { clientByExternalId } from '../lookups.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { clientsUpdate } from '../operations/clients.ts';
import { type AccountDetails, detailFields } from './client-details.ts';
import { localStatus } from './local-status.ts';

/** A client whose details changed. */
export interface DetailsInput extends AccountDetails {
  readonly externalId: string;
  /** Statuses in the billing system of the client's Fleio services; without an active or suspended one nothing is sent. */
  readonly serviceStatuses: readonly string[];
}

/** What became of a change of details. */
export type DetailsSync =
  | { readonly result: 'updated' | 'no_live_service' }
  | { readonly result: 'failed'; readonly error: unknown };

/** Stands for the client, who is looked up only when the details can be sent. */
const ANY = 1;
const LIVE: readonly string[] = ['active', 'suspended'];

/** Sends the details of a client whom Fleio has (contract fleio 5.5). Failures are results. */
export async function pushClientDetails(
  fleio: Caller,
  input: DetailsInput,
  truncate: boolean,
  options?: CallOptions,
): Promise<DetailsSync> {
  if (!input.serviceStatuses.some((status) => LIVE.includes(localStatus(status)))) {
    return { result: 'no_live_service' };
  }
  try {
    const details = detailFields(input, truncate);
    const issues = issuesOf({ id: ANY, ...details }, clientsUpdate.input);
    if (issues.length > 0) throw new InvalidInputError('the details', issues);
    const { id } = await clientByExternalId(fleio, input.externalId, options);
    await fleio.call(clientsUpdate, { id, ...details }, options);
    return { result: 'updated' };
  } catch (error) {
    if (error instanceof AbortedError) throw error;
    return { result: 'failed', error };
  }
}
