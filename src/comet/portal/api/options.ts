import { ConfigError } from '../../../core/errors/input.ts';
import type { ClientOptions } from '../../../core/http/client-options.ts';
import { emit } from '../../../core/http/events.ts';
import { checkLimits } from '../../../core/http/limits.ts';
import type { RetryPolicy } from '../../../core/http/retry.ts';
import { Transport } from '../../../core/http/transport.ts';
import { parseBaseUrl } from '../../../core/http/url.ts';
import { type Clock, systemClock } from '../../../core/time.ts';
import { Credentials, type PortalAuth } from './credentials.ts';
import type { TimeoutClass } from './operation.ts';
import { VENDOR } from './reader.ts';
import type { SessionParts } from './session.ts';

/** What a portal client needs, apart from credentials. */
export interface CometPortalSettings extends Pick<ClientOptions, 'fetch' | 'onEvent' | 'sleep' | 'random'> {
  /** Default `https://account.cometbackup.com`. */
  readonly baseUrl?: string | undefined;
  /** Allows credentials over plain http to another host than this machine. Default false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /**
   * Longest time of one attempt in milliseconds, for all calls or by class: `report` (default 180000) for the
   * two reports, which return the complete history, `standard` (default 30000) for the rest.
   */
  readonly timeout?: number | { readonly [Class in TimeoutClass]?: number | undefined } | undefined;
  /** How reads are repeated. A report that timed out is never repeated, nor is any write. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Gives `fetchedAt` of the reports. */
  readonly clock?: Clock | undefined;
}

/** Options of {@link CometPortalClient}: credentials and settings. */
export type CometPortalOptions = CometPortalSettings & PortalAuth;

const DEFAULT_BASE_URL = 'https://account.cometbackup.com';
const DEFAULT_TIMEOUTS: Readonly<Record<TimeoutClass, number>> = { standard: 30_000, report: 180_000 };

function timeoutsOf(timeout: CometPortalSettings['timeout']): Readonly<Record<TimeoutClass, number>> {
  const asked = typeof timeout === 'number' ? { standard: timeout, report: timeout } : timeout;
  const timeouts = {
    standard: asked?.standard ?? DEFAULT_TIMEOUTS.standard,
    report: asked?.report ?? DEFAULT_TIMEOUTS.report,
  };
  checkLimits({ 'timeout.standard': timeouts.standard, 'timeout.report': timeouts.report });
  return timeouts;
}

/** Checks the options of a client. @throws ConfigError */
export function sessionParts(options: CometPortalOptions): SessionParts {
  const baseUrl = parseBaseUrl(options.baseUrl ?? DEFAULT_BASE_URL);
  if (baseUrl.insecure) {
    if (options.allowInsecureHttp !== true) {
      throw new ConfigError(
        'baseUrl is plain http: the token would travel in clear. Use https, or allowInsecureHttp',
      );
    }
    const message = 'Credentials travel over plain http';
    emit(options.onEvent, { type: 'warning', vendor: VENDOR, code: 'INSECURE_HTTP', message });
  }
  const { fetch, retry, onEvent, sleep, random } = options;
  const clock = options.clock ?? systemClock;
  return {
    transport: new Transport({ vendor: VENDOR, baseUrl, fetch, retry, onEvent, sleep, random }),
    credentials: new Credentials(options),
    timeouts: timeoutsOf(options.timeout),
    now: () => clock.now(),
  };
}
