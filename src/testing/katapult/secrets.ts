import type { SecretNames } from '../api/request-log.ts';

/** What the request log never shows (contract 4.8). A spec may hold passwords among its options. */
export const KATAPULT_SECRETS: SecretNames = {
  fields: new Set([
    ...['disk_template_options', 'xml', 'secret', 'private_key', 'backend_certificate_key'],
    ...['s3_secret_access_key', 'initial_root_password'],
  ]),
  headers: new Set(['authorization']),
};
