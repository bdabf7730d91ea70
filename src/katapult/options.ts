import type { ClientOptions } from '../core/http/client-options.ts';
import type { RetryPolicy } from '../core/http/retry.ts';
import type { ApiToken } from '../core/http/token.ts';

/** An API token, or a function that gives the one that is valid now: it is asked before every attempt. */
export type KatapultToken = ApiToken;

/** What a client of either Katapult API can be told, apart from the token. */
export interface KatapultSettings extends ClientOptions {
  /** Address of the API, up to and with its version; a sub-path is kept. */
  readonly baseUrl?: string | undefined;
  /** Allows plain http to another host than this machine. Default false; both ways a warning event tells. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Longest time of one attempt in milliseconds. Default: 30000 for GET, 60000 for all else. */
  readonly timeout?: number | undefined;
  /**
   * How calls are repeated: GET after a network failure, 429, and a 502, 503 or 504 that is no business answer;
   * everything else after a 429 alone. Default: 2 repeats, waits of at most 0.5 s and doubling to 8 s, or up to
   * 65 s where the server asks for them.
   */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** `User-Agent` of all requests, where the platform lets it be set. Default `reseller-sdk`. */
  readonly userAgent?: string | undefined;
}

/** Options of a client of the Katapult core API. `baseUrl` is `https://api.katapult.io/core/v1` by default. */
export interface KatapultOptions extends KatapultSettings {
  /** Token of an organization or a user; it reaches the organizations and scopes that it was made for. */
  readonly token: KatapultToken;
}
