import { TimeoutError, TransportError } from '../../core/errors/transport.ts';
import { CredentialFailure } from '../../core/http/credential.ts';
import { quote } from '../../core/secret.ts';
import { MAX_TIMER_MS } from '../../core/sleep.ts';
import type { Login } from '../admin/index.ts';
import type { StreamableEvent } from '../admin/types/index.ts';
import { type BufferLimits, EventBuffer } from './event-buffer.ts';
import { loginFrames, readLoginAnswer } from './handshake.ts';
import type { FrameProblem, LostReason } from './notice.ts';
import { readEvent } from './read-event.ts';
import type { EventSocket, SocketEvent } from './socket.ts';
import { OPERATION } from './vendor.ts';

/** What a connection needs to know. */
export interface LiveSocketOptions {
  readonly connect: () => EventSocket;
  readonly login: Login;
  /** Longest time until the login is accepted, in milliseconds. */
  readonly handshakeTimeout: number;
  /** Longest silence after that, in milliseconds. */
  readonly idleTimeout: number;
  readonly limits: BufferLimits;
  /** Closes the socket at once. */
  readonly signal: AbortSignal;
  /** Attempts to connect so far, for errors. */
  readonly attempt: number;
  /** The server accepted the login; what follows are events. */
  readonly onLive: () => void;
  readonly onSkipped: (problem: FrameProblem, length: number) => void;
  readonly onLost: (reason: LostReason, code: number | undefined) => void;
}

const NORMAL_CLOSURE = 1000;

/** One connection of the stream, from the upgrade to its end. It takes frames as fast as they come. */
export class LiveSocket {
  readonly #options: LiveSocketOptions;
  readonly #socket: EventSocket;
  readonly #buffer: EventBuffer;
  #state: 'login' | 'live' | 'ended' = 'login';
  /** Whether the upgrade succeeded, for the words of errors. */
  #upgraded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #accepted: (() => void) | undefined;
  #refused: ((error: unknown) => void) | undefined;
  /** Wakes whoever waits in `next()`. */
  #wake: (() => void) | undefined;
  #lost: LostReason = 'dropped';

  private constructor(options: LiveSocketOptions) {
    this.#options = options;
    this.#buffer = new EventBuffer(options.limits);
    this.#socket = options.connect();
  }

  /**
   * Connects, logs in, and resolves when the server has accepted the login.
   *
   * @throws AuthenticationError, UnexpectedResponseError, TimeoutError, TransportError, the reason of the signal,
   * and what `connect` and the login throw
   */
  static async open(options: LiveSocketOptions): Promise<LiveSocket> {
    options.signal.throwIfAborted();
    const live = new LiveSocket(options);
    await live.#logIn();
    return live;
  }

  /** Why the connection ended, once `next()` has given nothing. */
  get lost(): LostReason {
    return this.#lost;
  }

  /** The next event; undefined when the connection has ended and all that came before was taken. */
  async next(): Promise<StreamableEvent | undefined> {
    if (this.#buffer.size === 0 && this.#state === 'live') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#buffer.take();
  }

  #logIn(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#accepted = resolve;
      this.#refused = reject;
      const socket = this.#socket;
      socket.addEventListener('open', this.#onOpen);
      socket.addEventListener('message', this.#onMessage);
      socket.addEventListener('close', this.#onClose);
      // It stays to the end: some sockets report a failure that nobody listens for as an uncaught one.
      socket.addEventListener('error', ignore);
      this.#options.signal.addEventListener('abort', this.#onAbort, { once: true });
      this.#limit(this.#options.handshakeTimeout, this.#onSlowLogin);
    });
  }

  readonly #onOpen = (): void => {
    this.#upgraded = true;
    void this.#sendLogin();
  };

  /** The login is made now and not before: a code that works once is not spent on a server that is away. */
  async #sendLogin(): Promise<void> {
    try {
      const fields = await this.#options.login.fields();
      if (this.#state !== 'login') return;
      for (const frame of loginFrames(fields)) this.#socket.send(frame);
    } catch (error) {
      this.#end(error instanceof CredentialFailure ? this.#unavailable(error) : error);
    }
  }

  /** The server got no frame of the login: another attempt repeats nothing. */
  #unavailable(failure: CredentialFailure): TransportError {
    const { attempt, login } = this.#options;
    return failure.toError(OPERATION, attempt - 1, login.secrets());
  }

  readonly #onMessage = ({ data }: SocketEvent): void => {
    if (this.#state === 'live') {
      this.#limit(this.#options.idleTimeout, this.#onIdle);
      this.#receive(data);
    } else if (this.#state === 'login') this.#readAnswer(data);
  };

  #readAnswer(frame: unknown): void {
    try {
      readLoginAnswer(frame, this.#options.login.secrets());
    } catch (error) {
      this.#end(error);
      return;
    }
    this.#state = 'live';
    this.#limit(this.#options.idleTimeout, this.#onIdle);
    this.#options.onLive();
    this.#accepted?.();
  }

  #receive(frame: unknown): void {
    const { onSkipped } = this.#options;
    if (typeof frame !== 'string') {
      onSkipped('binary', 0);
      return;
    }
    const read = readEvent(frame);
    if ('problem' in read) onSkipped(read.problem, frame.length);
    else if (this.#buffer.add(read.event, frame.length)) this.#wakeUp();
    else this.#lose('overflow');
  }

  readonly #onClose = ({ code, reason }: SocketEvent): void => {
    const number = typeof code === 'number' ? code : undefined;
    if (this.#state === 'live') this.#lose('dropped', number);
    else this.#end(this.#closedError(number, reason));
  };

  readonly #onAbort = (): void => this.#end(this.#options.signal.reason);

  readonly #onIdle = (): void => this.#lose('idle');

  readonly #onSlowLogin = (): void => {
    const { handshakeTimeout: timeoutMs, attempt: attempts } = this.#options;
    this.#end(new TimeoutError({ operation: OPERATION, outcomeUnknown: false, attempts, timeoutMs }));
  };

  #closedError(code: number | undefined, reason: unknown): TransportError {
    const what = this.#upgraded
      ? 'the connection was closed before the login was accepted'
      : 'no WebSocket connection could be opened at this address';
    const words = typeof reason === 'string' ? quote(reason, this.#options.login.secrets()) : '';
    const details = `code ${code ?? 'unknown'}${words === '' ? '' : `, ${words}`}`;
    const { attempt: attempts } = this.#options;
    return new TransportError(`${what} (${details})`, {
      operation: OPERATION,
      outcomeUnknown: false,
      attempts,
    });
  }

  #lose(reason: LostReason, code?: number): void {
    this.#lost = reason;
    this.#end();
    this.#options.onLost(reason, code);
  }

  /** The one way out: no timer, no listener and no open socket is left. */
  #end(error?: unknown): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    clearTimeout(this.#timer);
    this.#options.signal.removeEventListener('abort', this.#onAbort);
    const socket = this.#socket;
    socket.removeEventListener('open', this.#onOpen);
    socket.removeEventListener('message', this.#onMessage);
    socket.removeEventListener('close', this.#onClose);
    socket.close(NORMAL_CLOSURE);
    this.#refused?.(error);
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #limit(ms: number, onTime: () => void): void {
    clearTimeout(this.#timer);
    if (ms !== Number.POSITIVE_INFINITY) this.#timer = setTimeout(onTime, Math.min(ms, MAX_TIMER_MS));
  }
}

function ignore(): void {}
