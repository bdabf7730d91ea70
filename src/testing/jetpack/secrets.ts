import type { SecretNames } from '../api/request-log.ts';

/** What the request log never shows (contract 8). */
export const JETPACK_SECRETS: SecretNames = {
  fields: new Set([
    ...['client_secret', 'access_token', 'bearer_token', 'oauth2_token', 'token'],
    ...['ssh_pass', 'ssh_private_key', 'ftp_pass', 'license_key'],
  ]),
  headers: new Set(['authorization', 'cookie']),
};
