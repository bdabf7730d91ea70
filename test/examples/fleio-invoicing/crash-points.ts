/** Lets a program die after a chosen call of storage or network: what it leaves behind is what it must live with. */
export class CrashPoints {
  readonly #at: number;
  readonly #die: () => void;
  #passed = 0;

  /**
   * @param at the call after which to die, counted from 1
   * @param die what kills; where it returns, every call from then on is never answered, so nothing goes on either
   */
  constructor(at: number, die: () => void) {
    this.#at = at;
    this.#die = die;
  }

  /** Calls so far. */
  get passed(): number {
    return this.#passed;
  }

  /** The same object; a call of its methods counts once it is done. */
  watch<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') return member;
        return (...values: readonly unknown[]) => this.#after(Reflect.apply(member, object, values));
      },
    });
  }

  /** The same function; a call counts once its answer is there. */
  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return async (input, init) => {
      const answer = await fetch(input, init);
      return this.#isDead() ? silence() : answer;
    };
  }

  #after(result: unknown): unknown {
    if (result instanceof Promise)
      return result.then((value: unknown) => (this.#isDead() ? silence() : value));
    return this.#isDead() ? SILENT_LIST : result;
  }

  #isDead(): boolean {
    this.#passed += 1;
    if (this.#passed === this.#at) this.#die();
    return this.#passed >= this.#at;
  }
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}

const SILENT_LIST: AsyncIterable<never> = { [Symbol.asyncIterator]: () => ({ next: silence }) };
