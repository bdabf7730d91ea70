/** When to die: after so many calls of storage and network, or right after a build was accepted. */
export type CrashAt = number | 'build' | 'never';

/**
 * For the test and the demo: lets the process die as by `kill -9`. What such a death leaves behind is what the
 * example must live with.
 */
export class CrashPoints {
  readonly #at: CrashAt;
  readonly #die: () => void;
  #passed = 0;
  #isDead = false;

  /** @param die what kills; where it returns, no call from then on is answered, so nothing goes on either */
  constructor(at: CrashAt, die: () => void = () => void process.kill(process.pid, 'SIGKILL')) {
    this.#at = at;
    this.#die = die;
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
  readonly fetch: typeof globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const isChosen = this.#at === 'build' && pathname.endsWith('/virtual_machines/build');
    return this.#call(() => globalThis.fetch(input, init), isChosen);
  };

  async #call<R>(run: () => R, isChosen = false): Promise<Awaited<R>> {
    if (this.#isDead) return silence();
    const result = await run();
    this.#passed += 1;
    if (!this.#isDead && (isChosen || this.#passed === this.#at)) {
      this.#isDead = true;
      this.#die();
    }
    return this.#isDead ? silence() : result;
  }
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}
