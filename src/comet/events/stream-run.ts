import { ApiError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import { emit } from '../../core/http/events.ts';
import type { CometConnection, Login } from '../admin/index.ts';
import type { ResyncItem, StreamItem } from './item.ts';
import { LiveSocket } from './live-socket.ts';
import type { LostReason, StreamNotice } from './notice.ts';
import type { StreamSettings } from './options.ts';
import { Reconnects } from './reconnect.ts';
import { socketTo, streamUrl } from './socket.ts';
import { OPERATION, VENDOR } from './vendor.ts';

/** What the stream needs of a client. */
export type StreamLogin = Pick<CometConnection, 'baseUrl' | 'withLogin'>;

/** One connection after the other, until the signal ends them or there is no sense in another. */
export class StreamRun {
  readonly #comet: StreamLogin;
  readonly #settings: StreamSettings;
  readonly #signal: AbortSignal;
  readonly #reconnects: Reconnects;
  readonly #startedAt: number;
  #connection = 0;
  #liveAt = 0;
  #lostAt = 0;

  constructor(comet: StreamLogin, settings: StreamSettings, signal: AbortSignal) {
    this.#comet = comet;
    this.#settings = settings;
    this.#signal = signal;
    this.#reconnects = new Reconnects(settings.reconnect, settings.random);
    this.#startedAt = settings.now();
  }

  /** Attempts to connect since the server last accepted a login. */
  get attempt(): number {
    return this.#reconnects.attempt;
  }

  /** What the stream gives. The signal ends it: that closes the connection, and lets this reject. */
  async *items(): AsyncGenerator<StreamItem, void, undefined> {
    let reason: ResyncItem['reason'] = 'start';
    for (;;) {
      const live = await this.#connect();
      if (this.#connection > 1 || this.#settings.resyncAtStart) yield { type: 'resync', reason };
      for (let event = await live.next(); event !== undefined; event = await live.next()) {
        // Nothing comes after the end, of what waited either.
        this.#signal.throwIfAborted();
        yield { type: 'event', event };
      }
      reason = live.lost;
      await this.#wait(this.#reconnects.lost(this.#lostAt - this.#liveAt));
    }
  }

  /** Tells why the stream ends. */
  tellError(error: unknown): void {
    this.#tell({
      type: 'error',
      ...this.#about(),
      code: error instanceof ResellerSdkError ? error.code : 'UNKNOWN',
      status: statusOf(error),
      durationMs: this.#settings.now() - this.#startedAt,
    });
  }

  async #connect(): Promise<LiveSocket> {
    for (;;) {
      try {
        const live = await this.#attempt();
        this.#signal.throwIfAborted();
        this.#reconnects.accepted();
        return live;
      } catch (error) {
        this.#signal.throwIfAborted();
        const about = this.#about();
        const wait = this.#reconnects.failed(error);
        if (wait === undefined) throw error;
        this.#tell({ type: 'retry', ...about, status: statusOf(error), ...wait });
        await this.#wait(wait.delayMs);
      }
    }
  }

  async #attempt(): Promise<LiveSocket> {
    const { handshakeTimeout, idleTimeout, limits } = this.#settings;
    const { webSocket } = this.#settings;
    const signal = this.#signal;
    const url = streamUrl(this.#comet.baseUrl);
    const open = (login: Login) =>
      LiveSocket.open({
        connect: () => socketTo(url, webSocket),
        login,
        handshakeTimeout,
        idleTimeout,
        limits,
        signal,
        attempt: this.#reconnects.attempt,
        onLive: () => this.#noteLive(),
        onSkipped: (problem, length) =>
          this.#tell({ type: 'frame-skipped', ...this.#here(), problem, length }),
        onLost: (reason, code) => this.#noteLost(reason, code),
      });
    return this.#comet.withLogin(OPERATION, open, { signal });
  }

  #noteLive(): void {
    this.#connection += 1;
    this.#liveAt = this.#settings.now();
    this.#tell({ type: 'stream-connected', ...this.#here() });
  }

  #noteLost(reason: LostReason, code: number | undefined): void {
    this.#lostAt = this.#settings.now();
    this.#tell({ type: 'stream-lost', ...this.#here(), reason, code });
  }

  #wait(ms: number): Promise<void> {
    return this.#settings.sleep(ms, this.#signal);
  }

  #tell(notice: StreamNotice): void {
    emit(this.#settings.onEvent, notice);
  }

  #about() {
    return { vendor: VENDOR, operation: OPERATION, attempt: this.#reconnects.attempt };
  }

  #here() {
    return { vendor: VENDOR, operation: OPERATION, connection: this.#connection };
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof ApiError || error instanceof UnexpectedResponseError ? error.status : undefined;
}
