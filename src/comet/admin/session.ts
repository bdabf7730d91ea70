import type { Login } from './auth.ts';

/** Starts a session and says how to use it. */
export type StartSession = () => Promise<Login>;

/** Holds one session for all calls: started on first use, shared, and replaced once for those it failed. */
export class SessionKeeper {
  readonly #start: StartSession;
  #flight: Promise<Login> | undefined;
  #held: Login | undefined;

  constructor(start: StartSession) {
    this.#start = start;
  }

  /** The session; concurrent callers share one start. */
  current(): Promise<Login> {
    this.#flight ??= this.#begin();
    return this.#flight;
  }

  /** Another session than the refused one. Whoever comes second gets the one that the first started. */
  replace(refused: Login): Promise<Login> {
    if (this.#held === refused) this.#forget();
    return this.current();
  }

  /** Gives the session away so that it can be revoked; undefined when there is none. */
  async surrender(): Promise<Login | undefined> {
    const login = await this.#flight?.catch(() => undefined);
    this.#forget();
    return login;
  }

  async #begin(): Promise<Login> {
    try {
      this.#held = await this.#start();
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
