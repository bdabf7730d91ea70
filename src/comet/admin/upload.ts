import { ConfigError } from '../../core/errors/input.ts';
import type { CredentialFields } from './auth.ts';
import type { RequestBuilder } from './operation.ts';

/** A multipart body with a file; the login goes into headers. Source: contract 2.7 and 3.3. */
export const buildUpload: RequestBuilder = (path, params, login, headers) => {
  const body = new FormData();
  for (const [name, value] of params) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, value, value instanceof File ? value.name : 'upload');
  }
  return { method: 'POST', path, headers: { ...headers, ...loginHeaders(login) }, body };
};

/**
 * Header characters are single bytes, so the bytes of UTF-8 are passed as Latin-1.
 *
 * @throws ConfigError for a value that a header would change
 */
function loginHeaders(login: CredentialFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(login).map(([name, value]) => {
      if (value !== value.trim() || /[\0\r\n]/.test(value)) {
        throw new ConfigError(
          `auth: ${name} begins or ends with a blank or breaks the line, which an upload cannot send. Use auth of type session`,
        );
      }
      return [`X-Comet-Admin-${name}`, String.fromCharCode(...new TextEncoder().encode(value))];
    }),
  );
}
