import type { ClientOptions } from '../core/http/client-options.ts';
import type { RetryPolicy } from '../core/http/retry.ts';
import type { ApiToken } from '../core/http/token.ts';

/** A staff token, or a function that gives the one that is valid now: it is asked before every attempt. */
export type FleioToken = ApiToken;

/** Options of a client of the Fleio staff API. */
export interface FleioOptions extends ClientOptions {
  /** Token of a staff user. It may do all that staff may. */
  readonly token: FleioToken;
  /**
   * Address of the staff API, up to and with `staffapi`: `https://HOST/backend/staffapi` for current installations,
   * `https://HOST/staffapi` for others (contract 2.2).
   */
  readonly baseUrl: string;
  /** Address of the user frontend, to which single sign-on leads. */
  readonly frontendUrl?: string | undefined;
  /** Address of the staff frontend, for links; nothing is called there. */
  readonly staffUrl?: string | undefined;
  /** Allows plain http to another host than this machine. Default false; both ways a warning event tells. */
  readonly allowInsecureHttp?: boolean | undefined;
  /**
   * Longest time of one attempt in milliseconds. Default: 30000; 60000 for what claims, creates, activates, terminates
   * or deletes.
   */
  readonly timeout?: number | undefined;
  /**
   * How reads are repeated after a network failure, 429, 502, 503 or 504; nothing else ever is. Default: 2 repeats,
   * waits of at most 0.3 s and doubling, or up to 60 s where the server asks for them.
   */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** `User-Agent` of all requests, where the platform lets it be set. Default `reseller-sdk`. */
  readonly userAgent?: string | undefined;
}
