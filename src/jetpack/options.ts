import type { ClientOptions } from '../core/http/client-options.ts';
import type { RetryPolicy } from '../core/http/retry.ts';
import type { ApiToken } from '../core/http/token.ts';
import type { Secret } from '../core/secret.ts';
import type { TimeoutClass } from './operation.ts';
import type { TokenStore } from './token-store.ts';

/** A secret, or a function that gives it when it is needed. */
export type SecretInput = string | Secret | (() => string | Secret | Promise<string | Secret>);

/**
 * Options of a client of the Jetpack partner API. It has three kinds of tokens, each for paths of its own: give those
 * that you have. A call without its own is a `ConfigError` before anything is sent.
 */
export interface JetpackOptions extends ClientOptions {
  /** Partner ID of the Start API. Blanks around it are trimmed. */
  readonly clientId?: string | number | undefined;
  /** Partner secret, asked for before each attempt to fetch a token. Blanks around it are trimmed. */
  readonly clientSecret?: SecretInput | undefined;
  /** Token of the licensing API, for licenses and coupons: handed out by Automattic, one for tests, one for real. */
  readonly licensingToken?: ApiToken | undefined;
  /** Token of the WordPress.com user who owns the partner account, for reports. */
  readonly userToken?: ApiToken | undefined;
  /** Where start tokens are kept for several processes. Default: each client keeps its own, in memory. */
  readonly tokenStore?: TokenStore | undefined;
  /** Default `https://public-api.wordpress.com`. */
  readonly baseUrl?: string | undefined;
  /** Allows plain http to another host than this machine. Default false; both ways a warning event tells. */
  readonly allowInsecureHttp?: boolean | undefined;
  /**
   * Longest time of one attempt in milliseconds: of all calls, or by class. Default: 60000 for `provision` and
   * `cancel`, 30000 for `token` and all else.
   */
  readonly timeout?: number | Partial<Readonly<Record<TimeoutClass, number>>> | undefined;
  /**
   * How reads, the fetch of a token and its check are repeated after a network failure, 429, 502, 503 or 504; nothing
   * else ever is. Default: 2 repeats, waits of at most 0.3 s and doubling, or up to 60 s where the server asks.
   */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** `User-Agent` of all requests, where the platform lets it be set. Default `reseller-sdk`. */
  readonly userAgent?: string | undefined;
}
