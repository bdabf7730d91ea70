import { ConfigError } from '../errors/input.ts';
import { emit, type OnEvent } from './events.ts';
import type { BaseUrl } from './url.ts';

/** What a client was told about plain http. */
interface PlainHttpOptions {
  readonly allowInsecureHttp?: boolean | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * Tells of an address that is plain http to another host than this machine by a warning event, allowed or not.
 *
 * @throws ConfigError unless it was allowed
 */
export function checkPlainHttp(
  { href, insecure }: BaseUrl,
  { allowInsecureHttp, onEvent }: PlainHttpOptions,
  vendor: string,
): void {
  if (!insecure) return;
  const message = `${href} is plain http: what is sent and answered can be read and changed on the way`;
  emit(onEvent, { type: 'warning', vendor, code: 'INSECURE_HTTP', message });
  if (allowInsecureHttp !== true) throw new ConfigError(`${message}. Use https, or allowInsecureHttp: true`);
}
