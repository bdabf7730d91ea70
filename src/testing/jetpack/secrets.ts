import { maskLicenseKey } from '../../jetpack/index.ts';
import type { SecretNames } from '../api/request-log.ts';

/** What the request log never shows (contract 8). */
export const JETPACK_SECRETS: SecretNames = {
  fields: new Set([
    ...['client_secret', 'access_token', 'bearer_token', 'oauth2_token', 'token'],
    ...['ssh_pass', 'ssh_private_key', 'ftp_pass', 'license_key'],
  ]),
  headers: new Set(['authorization', 'cookie']),
};

/** A path without what unlocks a license: the slug of its product stays. */
export function shownPath(path: string): string {
  return path.replace(/(\/jetpack-licensing\/license\/)([^/]+)/, (_whole, before: string, key: string) => {
    return before + maskLicenseKey(key);
  });
}
