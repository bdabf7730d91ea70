import { checkLimits } from '../../core/http/limits.ts';
import { type Sleep, systemSleep } from '../../core/sleep.ts';
import type { CometAuth, CometConnection, CometOptions } from '../admin/index.ts';
import type { BufferLimits } from './event-buffer.ts';
import type { StreamNotice } from './notice.ts';
import { type ReconnectPolicy, reconnectPolicy } from './reconnect.ts';
import type { EventSocketClass } from './socket.ts';

/** How the stream behaves. */
export interface StreamBehaviour {
  /** Ends the stream at once, also amid a wait: the pending `next()` rejects with `AbortedError`. */
  readonly signal?: AbortSignal | undefined;
  /** Give a `resync` item also before the first event of the first connection. Default false. */
  readonly resyncAtStart?: boolean | undefined;
  /** Longest time from opening a connection to the accepted login, in milliseconds. Default 30000. */
  readonly handshakeTimeout?: number | undefined;
  /**
   * Longest silence before a connection counts as dead, in milliseconds; `Infinity` for ever. Five minutes without
   * an event are normal, and each reconnection costs a resync. Default 1800000, half an hour.
   */
  readonly idleTimeout?: number | undefined;
  /** Events that may wait for the consumer; one more ends the connection. Default 10000. */
  readonly maxBufferedEvents?: number | undefined;
  /**
   * Characters of JSON text that may wait for the consumer; more end the connection, except that one event may
   * wait whatever its length. Default 33554432.
   */
  readonly maxBufferedCharacters?: number | undefined;
  readonly reconnect?: Partial<ReconnectPolicy> | undefined;
  /** Receives what happens to the stream. What it throws is ignored. */
  readonly onEvent?: ((notice: StreamNotice) => void) | undefined;
  /** Replaces the global `WebSocket`. */
  readonly webSocket?: EventSocketClass | undefined;
  /** Waits before another connection; for tests. */
  readonly sleep?: Sleep | undefined;
  /** Random numbers from 0 to 1 for jitter; for tests. */
  readonly random?: (() => number) | undefined;
  /** Milliseconds since 1970; for tests. Default: the wall clock for dates, a monotonic one for durations. */
  readonly now?: (() => number) | undefined;
}

/** A stream that logs in through a client: it shares the client's session, and leaves it open. */
export interface StreamOverClient extends StreamBehaviour {
  readonly comet: Pick<CometConnection, 'baseUrl' | 'withLogin'>;
}

/** A stream with a login of its own, whose session is revoked at the end. Best with `auth` of type `session`. */
export interface StreamOverOwnLogin
  extends StreamBehaviour,
    Pick<CometOptions, 'baseUrl' | 'fetch' | 'authCooldown'> {
  readonly comet?: undefined;
  readonly auth: CometAuth;
}

/** Options of `streamEvents`. */
export type StreamOptions = StreamOverClient | StreamOverOwnLogin;

/** The options with their defaults. */
export interface StreamSettings {
  readonly resyncAtStart: boolean;
  readonly handshakeTimeout: number;
  readonly idleTimeout: number;
  readonly limits: BufferLimits;
  readonly reconnect: ReconnectPolicy;
  readonly onEvent: StreamBehaviour['onEvent'];
  readonly webSocket: EventSocketClass | undefined;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly now: () => number;
}

/** @throws ConfigError for limits that nothing can keep */
export function streamSettings(options: StreamBehaviour): StreamSettings {
  const { handshakeTimeout, idleTimeout, maxBufferedEvents, maxBufferedCharacters } = options;
  checkLimits({ handshakeTimeout, idleTimeout, maxBufferedEvents, maxBufferedCharacters });
  return {
    resyncAtStart: options.resyncAtStart ?? false,
    handshakeTimeout: handshakeTimeout ?? 30_000,
    idleTimeout: idleTimeout ?? 1_800_000,
    limits: { events: maxBufferedEvents ?? 10_000, characters: maxBufferedCharacters ?? 33_554_432 },
    reconnect: reconnectPolicy(options.reconnect),
    onEvent: options.onEvent,
    webSocket: options.webSocket,
    sleep: options.sleep ?? systemSleep,
    random: options.random ?? Math.random,
    now: options.now ?? (() => performance.now()),
  };
}
