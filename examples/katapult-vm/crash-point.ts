/** When to die: after so many calls of storage and network, or right after a build was accepted. */
export type CrashAt = number | 'build' | 'never';

/**
 * For the test and the demo: lets the process die as by `kill -9`. What such a death leaves behind is what the
 * example must live with.
 */
export class CrashPoints {
  readonly #at: CrashAt;
  #passed = 0;

  constructor(at: CrashAt) {
    this.#at = at;
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

  /** The same `fetch`; a call counts once its answer is there. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await this.#after(globalThis.fetch(input, init));
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (this.#at === 'build' && pathname.endsWith('/virtual_machines/build')) die();
    return answer;
  };

  async #after<R>(result: R): Promise<Awaited<R>> {
    const value = await result;
    this.#passed += 1;
    if (this.#passed === this.#at) die();
    return value;
  }
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
