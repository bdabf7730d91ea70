/** What goes wrong at a gate: the call fails, or the process dies there and nothing gets out of it any more. */
export type Trouble = 'fail' | 'die';

/** Waits until the run may go on. @throws what the trouble is */
export type Arrive = (call: string) => Promise<void>;

interface Gate {
  readonly call: string;
  readonly pass: () => void;
  readonly fail: (error: Error) => void;
}

/** A piece of work whose every call of a store or of Fleio waits before and after it until it is told to go on. */
export class SteppedRun<Result = unknown> {
  isOver = false;
  isDead = false;
  /** What it said in the end; undefined while it works, and for ever of a process that died. */
  result: Result | undefined;
  /** What it threw, and was alive when it did. */
  error: unknown;
  /** Calls that broke off. */
  readonly broken: string[] = [];
  #isFree = false;
  readonly #gates: Gate[] = [];
  #waiter: (() => void) | undefined;

  constructor(work: (arrive: Arrive) => Promise<Result>) {
    work((call) => this.#arrive(call))
      .then(
        (result) => {
          if (!this.isDead) this.result = result;
        },
        (error: unknown) => {
          if (!this.isDead) this.error = error;
        },
      )
      .finally(() => {
        this.isOver = true;
        this.#waiter?.();
      });
  }

  /** The call at whose begin or end it waits. */
  get call(): string | null {
    return this.#gates[0]?.call ?? null;
  }

  /** Lets it go on to the next gate, or into trouble. */
  async step(trouble?: Trouble): Promise<void> {
    await this.#settled();
    const gate = this.#gates.shift();
    if (gate === undefined) return;
    if (trouble === 'die') this.isDead = true;
    if (trouble === undefined) {
      gate.pass();
    } else {
      this.broken.push(gate.call);
      gate.fail(new Error(`${gate.call} broke off`));
    }
    await this.#settled();
  }

  async steps(count: number): Promise<void> {
    for (let passed = 0; passed < count && !this.isOver; passed += 1) await this.step();
  }

  /** Lets it go on until it is at the begin or the end of a call, or over. */
  async stepUntil(call: string): Promise<void> {
    do await this.step();
    while (!this.isOver && this.call !== call);
  }

  /** Nothing holds it up any more. */
  async finish(): Promise<void> {
    this.#isFree = true;
    while (!this.isOver) await this.step();
  }

  #settled(): Promise<void> {
    if (this.isOver || this.#gates.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiter = resolve;
    });
  }

  #arrive(call: string): Promise<void> {
    if (this.isDead) return Promise.reject(new Error('the process is dead'));
    if (this.#isFree) return Promise.resolve();
    return new Promise((pass, fail) => {
      this.#gates.push({ call, pass, fail });
      this.#waiter?.();
    });
  }
}

/** A port whose every call passes two gates. */
export function gated<Port extends object>(name: string, port: Port, arrive: Arrive): Port {
  return new Proxy(port, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      const call = `${name}.${String(key)}`;
      const run = (values: readonly unknown[]): unknown => Reflect.apply(member, target, values);
      if (/^list(?!ForService)/.test(String(key)))
        return () =>
          gatedRows(
            () => run([]),
            () => arrive(call),
          );
      return async (...values: readonly unknown[]) => {
        await arrive(call);
        const answer = await run(values);
        await arrive(call);
        return key === 'acquire' && answer instanceof Object ? gated('handle', answer, arrive) : answer;
      };
    },
  });
}

async function* gatedRows(list: () => unknown, arrive: () => Promise<void>): AsyncGenerator<unknown> {
  await arrive();
  const rows = list();
  if (!isRows(rows)) throw new Error('a list of rows');
  for await (const row of rows) {
    yield row;
    await arrive();
  }
}

function isRows(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  return value instanceof Object && (Symbol.asyncIterator in value || Symbol.iterator in value);
}
