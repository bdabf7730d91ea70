import type { InvoicingPorts, InvoicingReport } from 'reseller-sdk/invoice-policy';

const LISTS = ['listClaimed', 'listOpen', 'listActive', 'listOpenOfActiveServices'];

/** Where a run stands: before or after a call of a port. */
interface Gate {
  readonly call: string;
  readonly pass: () => void;
  readonly fail: (error: Error) => void;
}

/** A run whose every call of a port waits before and after its work until it is told to go on. */
export class SteppedRun {
  #gate: Gate | null = null;
  #isOver = false;
  report: InvoicingReport | null = null;

  constructor(ports: InvoicingPorts, start: (ports: InvoicingPorts) => Promise<InvoicingReport>) {
    start(gated(ports, (call) => this.#arrive(call))).then(
      (report) => {
        this.report = report;
        this.#isOver = true;
      },
      (error: unknown) => {
        this.#isOver = true;
        throw error;
      },
    );
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The call at whose begin or end it waits, such as `invoices.create`. */
  get call(): string | null {
    return this.#gate?.call ?? null;
  }

  /** Lets it go on to the next gate. */
  async step(): Promise<void> {
    await this.#settle();
    const gate = this.#gate;
    this.#gate = null;
    gate?.pass();
    await this.#settle();
  }

  /** Lets it pass so many gates, or end. */
  async steps(count: number): Promise<void> {
    for (let passed = 0; passed < count && !this.#isOver; passed += 1) await this.step();
  }

  /** Lets it go on until it is at the begin or the end of a call, or over. */
  async stepUntil(call: string): Promise<void> {
    do await this.step();
    while (!this.#isOver && this.call !== call);
  }

  /** Lets the call fail at which it stands: before its work, or after it. */
  async fail(): Promise<void> {
    await this.#settle();
    const gate = this.#gate;
    this.#gate = null;
    gate?.fail(new Error('the connection broke'));
    await this.#settle();
  }

  async finish(): Promise<void> {
    while (!this.#isOver) await this.step();
  }

  /** The process dies: nothing of it ever goes on. */
  crash(): void {
    this.#isOver = true;
    this.#gate = null;
  }

  async #settle(): Promise<void> {
    for (let patience = 50; this.#gate === null && !this.#isOver; patience -= 1) {
      if (patience === 0) throw new Error('the run waits for something else than its ports');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #arrive(call: string): Promise<void> {
    return new Promise((pass, fail) => {
      if (this.#isOver) return;
      this.#gate = { call, pass, fail };
    });
  }
}

type Arrive = (call: string) => Promise<void>;

function gated(ports: InvoicingPorts, arrive: Arrive): InvoicingPorts {
  const { clock, ...others } = ports;
  const entries = Object.entries(others).map(([name, port]) => [name, gatedPort(name, port, arrive)]);
  return { ...Object.fromEntries(entries), clock };
}

function gatedPort<Port extends object>(port: string, inner: Port, arrive: Arrive): Port {
  return new Proxy(inner, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = `${port}.${String(name)}`;
      const run = (values: readonly unknown[]): unknown => Reflect.apply(member, target, values);
      if (LISTS.includes(String(name))) return () => gatedRows(run([]), () => arrive(call));
      return async (...values: readonly unknown[]) => {
        await arrive(call);
        const answer = await run(values);
        await arrive(call);
        return name === 'acquire' && answer instanceof Object ? gatedPort('handle', answer, arrive) : answer;
      };
    },
  });
}

async function* gatedRows(rows: unknown, arrive: () => Promise<void>): AsyncGenerator<unknown> {
  await arrive();
  if (!isRows(rows)) throw new Error('a list of rows');
  for await (const row of rows) {
    yield row;
    await arrive();
  }
}

function isRows(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  return value instanceof Object && (Symbol.asyncIterator in value || Symbol.iterator in value);
}
