import { ConfigError } from '../errors/input.ts';
import { quote } from '../secret.ts';
import { showUrl } from './url.ts';

/**
 * Whether an answer is a redirect, or what a redirect led to. Browsers hide the status of one and show type
 * `opaqueredirect`; a `fetch` that does not know `redirect: 'manual'` follows it and says `redirected`.
 */
export function isRedirect({ status, type, redirected }: Response): boolean {
  return redirected || type === 'opaqueredirect' || (status >= 300 && status <= 399 && status !== 304);
}

/** A configuration that is wrong in that the server redirects; unlike others it was found out by sending. */
export class RedirectError extends ConfigError {}

/**
 * A followed redirect could resend credentials to another host, or turn a POST into a GET.
 *
 * @param secrets what the address that the server names must not show
 * @param hostOnly whether the path of the target is not to be shown
 */
export function redirectError(
  operation: string,
  url: string,
  response: Response,
  secrets: readonly string[],
  hostOnly = false,
): RedirectError {
  const location = response.redirected ? response.url : response.headers.get('location');
  const known = location !== null && URL.canParse(location, url);
  const to = known ? new URL(location, url) : undefined;
  const shown = to && hostOnly ? `${to.protocol}//${to.host}/` : to?.href;
  const target = shown === undefined ? 'another address' : quote(showUrl(shown), secrets);
  return new RedirectError(
    `${operation}: ${showUrl(url)} redirects to ${target}. Redirects are not followed; set baseUrl to the final address (often https instead of http)`,
  );
}
