/** When to die: after so many calls of storage and network, or right after the answer to an operation came. */
export type CrashAt = number | string | undefined;

/** The death of a process that goes on for the tests: whoever is told of it must not catch it. */
export class Death extends Error {}

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

  /** The same object; a call of its methods counts once it is done. */
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
    return async (input, init) => {
      if (this.#isDead) return silence();
      const answer = await fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const isChosen = typeof this.#at === 'string' && pathname.endsWith(`/${this.#at}`);
      return this.#count(isChosen) ? silence() : answer;
    };
  }

  #call(run: () => unknown): unknown {
    if (this.#isDead) throw new Death();
    const result = run();
    if (result instanceof Promise)
      return result.then((value: unknown) => (this.#count() ? silence() : value));
    if (this.#count()) throw new Death();
    return result;
  }

  /** Counts a call; answers whether it is over. */
  #count(isChosen = false): boolean {
    this.#passed += 1;
    if (!this.#isDead && (isChosen || this.#passed === this.#at)) {
      this.#isDead = true;
      this.#takeBack();
      this.#die();
    }
    return this.#isDead;
  }
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}
