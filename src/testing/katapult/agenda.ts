interface Entry {
  readonly at: number;
  readonly run: () => void;
}

/** What is going to happen, by time. Nothing runs by itself: `settle` brings the world up to a moment. */
export class Agenda {
  #entries: Entry[] = [];
  #time: number;

  /** @param time milliseconds since the epoch */
  constructor(time: number) {
    this.#time = time;
  }

  /** The present in milliseconds; while something runs, the moment for which it was planned. */
  get time(): number {
    return this.#time;
  }

  /** Plans something; never for an infinite wait. What is planned for the same moment runs in order of planning. */
  after(wait: number, run: () => void): void {
    if (!Number.isFinite(wait)) return;
    const at = this.#time + wait;
    const next = this.#entries.findIndex((entry) => entry.at > at);
    this.#entries.splice(next === -1 ? this.#entries.length : next, 0, { at, run });
  }

  /** Runs all that is due, each at its own moment, also what comes up meanwhile. */
  settle(now: number): void {
    for (;;) {
      const [first] = this.#entries;
      if (first === undefined || first.at > now) break;
      this.#entries.shift();
      this.#time = first.at;
      first.run();
    }
    this.#time = now;
  }
}
