import { ConfigError } from '../../core/errors/input.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { ssoCreateSession } from '../operations/sso.ts';
import { ssoUrl } from '../sso-url.ts';
import { localStatus } from './local-status.ts';

/** Who wants to log in. */
export interface SsoInput {
  readonly externalId: string;
  /** Status in the billing system of the client's Fleio service; null: he has none. */
  readonly serviceStatus: string | null;
}

/** The address to redirect to, or why there is none. */
export type SsoAccess =
  | {
      readonly result: 'ok';
      /** Works once and soon; whoever has it is logged in. Redirect there, and neither keep nor log it. */
      readonly url: string;
    }
  | { readonly result: 'no_service' | 'service_not_live' };

const ADMITTED: readonly string[] = ['active', 'suspended'];

/** Makes the proof for one click (contract fleio 7). */
export async function mintSsoUrl(
  fleio: Caller,
  frontendUrl: string | undefined,
  { externalId, serviceStatus }: SsoInput,
  options?: CallOptions,
): Promise<SsoAccess> {
  if (frontendUrl === undefined) {
    throw new ConfigError('frontendUrl is needed for single sign-on: the address of the user frontend');
  }
  if (serviceStatus === null) return { result: 'no_service' };
  if (!ADMITTED.includes(localStatus(serviceStatus))) return { result: 'service_not_live' };
  const { hash_val } = await fleio.call(ssoCreateSession, { euid: externalId }, options);
  return { result: 'ok', url: ssoUrl(frontendUrl, hash_val) };
}
