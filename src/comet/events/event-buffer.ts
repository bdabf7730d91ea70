import type { StreamableEvent } from '../admin/types/index.ts';

/** How much may wait for the consumer. */
export interface BufferLimits {
  readonly events: number;
  /** Of the frames' text. */
  readonly characters: number;
}

interface Waiting {
  readonly event: StreamableEvent;
  readonly characters: number;
}

/** Events that arrived and were not taken yet, in order. A platform's socket cannot pause, so they are bounded. */
export class EventBuffer {
  readonly #limits: BufferLimits;
  #waiting: Waiting[] = [];
  /** Events before this one were taken. */
  #head = 0;
  #characters = 0;

  constructor(limits: BufferLimits) {
    this.#limits = limits;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.length - this.#head;
  }

  /**
   * False, and nothing is kept, when the event does not fit. A single event always does, however long it is: it is
   * in memory anyway, and refusing it would end every connection that brings one like it.
   */
  add(event: StreamableEvent, characters: number): boolean {
    const { size } = this;
    if (size >= this.#limits.events) return false;
    if (size > 0 && this.#characters + characters > this.#limits.characters) return false;
    this.#waiting.push({ event, characters });
    this.#characters += characters;
    return true;
  }

  /** The event that waits longest. */
  take(): StreamableEvent | undefined {
    const first = this.#waiting[this.#head];
    if (first === undefined) return undefined;
    this.#head += 1;
    this.#characters -= first.characters;
    // Half of the list is dead at this point, so moving the rest costs each event one move at most.
    if (this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return first.event;
  }
}
