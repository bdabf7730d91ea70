import type { SecretNames } from '../api/request-log.ts';

/** What the request log never shows (contract 3.4, 7.4). */
export const FLEIO_SECRETS: SecretNames = {
  fields: new Set(['password', 'token', 'hash_val']),
  headers: new Set(['authorization', 'cookie']),
};
