import { ConfigError } from '../core/errors/input.ts';
import { type BaseUrl, parseBaseUrl } from '../core/http/url.ts';

/**
 * Checks the address of the staff API. Which of its two forms a host has cannot be told from outside, so it is not
 * guessed (contract 2.2).
 *
 * @throws ConfigError for anything that does not end in `/staffapi`
 */
export function staffApiUrl(text: string): BaseUrl {
  const baseUrl = parseBaseUrl(text);
  if (baseUrl.href.endsWith('/staffapi/')) return baseUrl;
  throw new ConfigError(
    'baseUrl must end in /staffapi: https://HOST/backend/staffapi for current installations, https://HOST/staffapi for others',
  );
}

/** The address of a frontend without a slash at its end. @throws ConfigError */
export function frontendAddress(text: string | undefined, option: string): string | undefined {
  return text === undefined ? undefined : parseBaseUrl(text, option).href.slice(0, -1);
}
