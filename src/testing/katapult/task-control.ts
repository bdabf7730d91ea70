/** Lets tests hold tasks where they are, and fail them. */
export class TaskControl {
  readonly #held = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #failures: (string | undefined)[] = [];

  /** Keeps a task in the status that it has. */
  hold(id: string): void {
    this.#held.add(id);
  }

  /** Lets a task go on; a step that was due meanwhile happens at once. */
  release(id: string): void {
    this.#held.delete(id);
    const step = this.#waiting.get(id);
    this.#waiting.delete(id);
    step?.();
  }

  /** Runs a step of a task, now or when the task is released. */
  run(id: string, step: () => void): void {
    if (this.#held.has(id)) this.#waiting.set(id, step);
    else step();
  }

  /** Plans a failure of the next task; of the next task of an operation, if one is named. */
  failNext(operation?: string): void {
    this.#failures.push(operation);
  }

  /** Whether this task is to fail; a planned failure counts once. */
  takeFailure(operation: string): boolean {
    const index = this.#failures.findIndex((planned) => planned === undefined || planned === operation);
    if (index === -1) return false;
    this.#failures.splice(index, 1);
    return true;
  }
}
