import { ResellerSdkError } from 'reseller-sdk';

/** What asks a program to end: a person at the keyboard, or a supervisor. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** What ends work that is not a call. */
class StopError extends ResellerSdkError {
  constructor() {
    super('The program was asked to stop', { code: 'STOPPED' });
  }
}

/**
 * A request to stop, for work over a network: the first one aborts the calls, so that the end of the run is noted; the
 * second one kills. Until somebody asks for the signal, the first one kills too.
 */
export class StopRequest {
  readonly #controller = new AbortController();
  #name: NodeJS.Signals | undefined;

  /** Aborted as soon as the process is asked to end. */
  readonly signal = (): AbortSignal => {
    for (const name of SIGNALS) {
      process.once(name, () => {
        this.#name = name;
        this.#controller.abort(new StopError());
      });
    }
    return this.#controller.signal;
  };

  /** Ends the process as the request would have, once everything is put away. */
  obey(): void {
    if (this.#name !== undefined) process.kill(process.pid, this.#name);
  }
}
