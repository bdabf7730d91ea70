/** When to die: after so many calls of storage and network, or right after the answer to a path came. */
export type CrashAt = number | string | undefined;

/**
 * For the tests and the demo: lets the program die, as by `kill -9`. What such a death leaves behind is what the
 * example must live with.
 */
export class CrashPoints {
  readonly #at: CrashAt;
  readonly #die: () => void;
  #takeBack: () => void = () => undefined;
  #passed = 0;
  #isDead = false;

  /** @param die what kills; where it returns, no call from then on is answered, so nothing goes on either */
  constructor(at: CrashAt, die: () => void = () => void process.kill(process.pid, 'SIGKILL')) {
    this.#at = at;
    this.#die = die;
  }

  /** Calls so far. */
  get passed(): number {
    return this.#passed;
  }

  /** Whether it is over. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** What the system takes back from a process that died, for those that die inside another one. */
  onDeath(takeBack: () => void): void {
    this.#takeBack = takeBack;
  }

  /** The same object; a call of its methods, which all give promises, counts once it is done. */
  watch<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') return member;
        return (...values: readonly unknown[]) => this.#call(() => Reflect.apply(member, object, values));
      },
    });
  }

  /** The same `fetch`; a call counts once its answer is there. */
  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const isChosen = typeof this.#at === 'string' && pathname.endsWith(`/${this.#at}`);
      return this.#call(() => fetch(input, init), isChosen);
    };
  }

  async #call<R>(run: () => R, isChosen = false): Promise<Awaited<R>> {
    if (this.#isDead) return silence();
    const result = await run();
    this.#passed += 1;
    if (!this.#isDead && (isChosen || this.#passed === this.#at)) {
      this.#isDead = true;
      this.#takeBack();
      this.#die();
    }
    return this.#isDead ? silence() : result;
  }
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}
