import type { StreamFault } from './event-stream-fault.ts';

/** What a fake socket asks of its server. */
export interface StreamServer {
  /** Whether the address is that of the stream. */
  knows(url: URL): boolean;
  takeFault(): StreamFault | undefined;
  /** Logs in with five frames. Gives the organization of the account, or undefined when they are no good. */
  logIn(frames: readonly string[]): string | undefined;
  /** A connection is live: events go to it, those of its organization. Gives the greeting. */
  join(socket: FakeEventSocket, organizationId: string): string;
  leave(socket: FakeEventSocket): void;
  /** The outcome of a login, or that there was none. */
  note(socket: FakeEventSocket, outcome: 'accepted' | 'refused' | 'failed', frames: readonly string[]): void;
}

const FRAMES = 5;
const BROKEN = 1006;
const POLICY_VIOLATION = 1008;

/**
 * The client's side of one connection, in the shape of the platform's WebSocket as far as the stream needs it. What
 * comes from the server arrives in order, each frame in a turn of its own, and no more after `close()`.
 */
export class FakeEventSocket extends EventTarget {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readyState: 0 | 1 | 2 | 3 = 0;
  readonly url: string;
  readonly #server: StreamServer;
  readonly #fault: StreamFault | undefined;
  readonly #login: string[] = [];
  /** What the server does, one step after the other. */
  #course: Promise<void> = Promise.resolve();
  /** Events that were sent or thrown away. */
  #events = 0;

  constructor(url: string | URL, server: StreamServer) {
    super();
    this.url = String(url);
    this.#server = server;
    const known = server.knows(new URL(this.url));
    this.#fault = known ? server.takeFault() : { kind: 'failed-upgrade' };
    this.#then(() => this.#upgrade());
  }

  /** Sends a frame; the first five are the login. */
  send(text: string): void {
    if (this.readyState === 0) throw new DOMException('Still connecting', 'InvalidStateError');
    if (this.readyState !== 1 || this.#login.length >= FRAMES) return;
    this.#login.push(text);
    if (this.#login.length === FRAMES) this.#then(() => this.#answerLogin());
  }

  /** Closes the connection at once. */
  close(code = 1005, reason = ''): void {
    if (this.readyState >= 2) return;
    const clean = this.readyState === 1;
    this.readyState = 2;
    this.#server.leave(this);
    this.#course = this.#course.then(() => this.#closed(clean ? code : BROKEN, reason, clean));
  }

  /** Sends an event, unless the fault of this connection has another plan for it. */
  deliver(event: string): void {
    this.#then(() => {
      const fault = this.#fault;
      this.#events += 1;
      const after = fault !== undefined && 'afterEvents' in fault ? fault.afterEvents : undefined;
      if (after === undefined || fault === undefined || this.#events <= after) this.#message(event);
      else if (fault.kind === 'garbage') this.#message(event);
      else if (fault.kind === 'slow-consumer' && this.#events >= after + fault.lost)
        this.drop(POLICY_VIOLATION);
      if (this.#events === after) this.#strike();
    });
  }

  /** Ends the connection from the server's side. */
  drop(code = BROKEN): void {
    this.#then(() => {
      this.readyState = 2;
      this.#server.leave(this);
      this.#closed(code, '', code !== BROKEN);
    });
  }

  #upgrade(): void {
    if (this.#fault?.kind === 'failed-upgrade') {
      this.#server.note(this, 'failed', []);
      this.dispatchEvent(new Event('error'));
      this.drop();
      return;
    }
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  #answerLogin(): void {
    const fault = this.#fault;
    const early = fault !== undefined && !('afterEvents' in fault && fault.afterEvents !== undefined);
    if (early && fault.kind !== 'refusal') {
      this.#server.note(this, 'failed', this.#login);
      if (fault.kind === 'drop') this.drop();
      return;
    }
    const refusal = fault?.kind === 'refusal' ? (fault.text ?? '403 Unauth') : undefined;
    const organizationId = refusal === undefined ? this.#server.logIn(this.#login) : undefined;
    const accepted = organizationId !== undefined;
    this.#server.note(this, accepted ? 'accepted' : 'refused', this.#login);
    this.#message(accepted ? '200 OK' : (refusal ?? '403 Unauth'));
    if (!accepted) this.drop();
    else {
      const hello = this.#server.join(this, organizationId);
      if (fault !== undefined && 'afterEvents' in fault && fault.afterEvents === 0)
        this.#then(() => this.#strike());
      this.deliver(hello);
    }
  }

  /** What the fault does as soon as its number of events is out. */
  #strike(): void {
    if (this.#fault?.kind === 'drop') this.drop();
    if (this.#fault?.kind === 'garbage') this.#message(this.#fault.frame);
  }

  #message(frame: string | Uint8Array<ArrayBuffer>): void {
    const data = typeof frame === 'string' ? frame : frame.buffer;
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  #closed(code: number, reason: string, wasClean: boolean): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean }));
  }

  /** The next step of the server, unless the connection is over by then. */
  #then(step: () => void): void {
    this.#course = this.#course.then(() => {
      if (this.readyState < 2) step();
    });
  }
}
