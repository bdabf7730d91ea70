import type { ClientOptions } from '../../core/http/client-options.ts';
import type { RetryPolicy } from '../../core/http/retry.ts';
import type { CometAuth } from './auth.ts';

/** Options of a client of the Comet Server API. */
export interface CometOptions extends ClientOptions {
  /** Address of the server, such as `https://backup.example.com/`; a sub-path is kept. */
  readonly baseUrl: string;
  /** How to log in. Without it only calls that need no login work, such as `branding.props()`. */
  readonly auth?: CometAuth | undefined;
  /**
   * Address under which *backup software* reaches the server; it ends up in client installers and vault
   * settings. Set it when `baseUrl` is an internal address. Default: `baseUrl`. It gets its
   * one slash at the end, as `baseUrl` does.
   */
  readonly selfAddress?: string | undefined;
  /** `Accept-Language` of all calls, such as `de-DE`; it changes the language of the server's messages. */
  readonly acceptLanguage?: string | undefined;
  /** Longest time of one attempt in milliseconds. Default: by class of operation, 60 s to 10 min. */
  readonly timeout?: number | undefined;
  /** How calls that change nothing are repeated. */
  readonly retry?: Partial<RetryPolicy> | undefined;
  /**
   * How long nothing is sent with credentials that the server refused, in milliseconds. Default 60000. The
   * server's login protection blocks an account or address that keeps trying.
   */
  readonly authCooldown?: number | undefined;
}
