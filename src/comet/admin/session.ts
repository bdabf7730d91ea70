import { TimeoutError, TransportError } from '../../core/errors/transport.ts';
import type { CallOptions } from '../../core/http/call.ts';
import { Cutoff } from '../../core/http/cutoff.ts';
import type { Login } from './auth.ts';

/** Starts a session and says how to use it. It gives up when the signal says so. */
export type StartSession = (options: CallOptions) => Promise<Login>;

/** A start on its way, or done. */
interface Flight {
  readonly started: Promise<Login>;
  /** What calls wait for: the start, unless they are dismissed before. */
  readonly awaited: Promise<Login>;
  readonly dismiss: (reason: Error) => void;
  /** Ends the start when it is given a time. */
  readonly cutoff: Cutoff;
}

/** Holds one session for all calls: started on first use, shared, and replaced once for those it failed. */
export class SessionKeeper {
  readonly #start: StartSession;
  #flight: Flight | undefined;
  #held: Login | undefined;

  constructor(start: StartSession) {
    this.#start = start;
  }

  /** The session; concurrent callers share one start. */
  current(): Promise<Login> {
    this.#flight ??= this.#depart();
    return this.#flight.awaited;
  }

  /** Another session than the refused one. Whoever comes second gets the one that the first started. */
  replace(refused: Login): Promise<Login> {
    if (this.#held === refused) this.#forget();
    return this.current();
  }

  /**
   * Gives the session away so that it can be revoked; undefined when there is none. A start on its way goes on for
   * `patienceMs`, without the calls that wait for it.
   *
   * @param dismissal what these calls throw
   * @throws TimeoutError when the start did not answer and may have made a session
   */
  async surrender(dismissal: Error, patienceMs: number): Promise<Login | undefined> {
    const flight = this.#flight;
    if (flight === undefined) return undefined;
    this.#forget();
    flight.dismiss(dismissal);
    const { cutoff } = flight;
    cutoff.restart(patienceMs);
    try {
      return await flight.started;
    } catch (error) {
      if (cutoff.reason === undefined || !(error instanceof TransportError) || !error.outcomeUnknown)
        return undefined;
      const { operation, attempts, outcomeUnknown } = error;
      throw new TimeoutError({ operation, attempts, outcomeUnknown, timeoutMs: patienceMs });
    } finally {
      cutoff.release();
    }
  }

  #depart(): Flight {
    const cutoff = new Cutoff(undefined, Number.POSITIVE_INFINITY);
    const started = this.#begin(cutoff.signal);
    let dismiss: Flight['dismiss'] = () => undefined;
    const awaited = new Promise<Login>((resolve, reject) => {
      dismiss = reject;
      started.then(resolve, reject);
    });
    return { started, awaited, dismiss, cutoff };
  }

  async #begin(signal: AbortSignal): Promise<Login> {
    try {
      this.#held = await this.#start({ signal });
      return this.#held;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#flight = undefined;
    this.#held = undefined;
  }
}
