import { ApiError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { AbortedError } from '../../core/errors/transport.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { organizationsList } from '../generated/operations/organizations.ts';
import type { Caller } from '../operation.ts';

/** What a person who sets the shop up should know. */
export type ConnectionTest =
  | {
      readonly ok: true;
      /** What the token reaches, as the API lists it. */
      readonly organizations: readonly SeenOrganization[];
    }
  | {
      readonly ok: false;
      readonly error: ResellerSdkError;
      /** What to do about it, where that is known. */
      readonly hint: string | undefined;
    };

/** An organization that a token reaches. */
export interface SeenOrganization {
  readonly id: string;
  readonly name: string | null;
  readonly subDomain: string | null;
  /** Whether another organization manages it; a parent is one that is not. */
  readonly managed: boolean;
}

const FORBIDDEN = 403;
const FIRST_SET_UP =
  'On the first set-up save the token before you test it. Then check that it is complete, not expired, has the scope organizations:read, and may be used from this address';

/**
 * Asks the API for the organizations that the token reaches. A failure is a result, with a hint about the first
 * set-up where the API forbids the call.
 *
 * Source: contract katapult 10.16.
 * @throws AbortedError when the caller's signal ended it
 */
export async function testConnection(caller: Caller, options?: CallOptions): Promise<ConnectionTest> {
  try {
    const { organizations } = await caller.call(organizationsList, {}, options);
    return {
      ok: true,
      organizations: organizations.map(({ id, name, sub_domain, managed }) => ({
        id,
        name: name ?? null,
        subDomain: sub_domain ?? null,
        managed: managed === true,
      })),
    };
  } catch (error) {
    if (!(error instanceof ResellerSdkError) || error instanceof AbortedError) throw error;
    const isForbidden = error instanceof ApiError && error.status === FORBIDDEN;
    return { ok: false, error, hint: isForbidden ? FIRST_SET_UP : undefined };
  }
}
