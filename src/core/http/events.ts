interface EventBase {
  readonly vendor: string;
  /** The vendor's own name of the operation. */
  readonly operation: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** An attempt leaves. */
export interface RequestEvent extends EventBase {
  readonly type: 'request';
  readonly method: string;
  /** Address without query, which may hold data. */
  readonly url: string;
}

/** The head of an answer of any status arrived; its body may still be under way. */
export interface ResponseEvent extends EventBase {
  readonly type: 'response';
  readonly status: number;
  readonly durationMs: number;
  /** What identifies the request at the vendor, without the secrets of the call. */
  readonly requestId: string | undefined;
}

/** An attempt failed and another follows after `delayMs`. */
export interface RetryEvent extends EventBase {
  readonly type: 'retry';
  /** HTTP status of the answer; absent when the network failed. */
  readonly status: number | undefined;
  readonly delayMs: number;
  /** Whether the delay is the one that the server asked for. */
  readonly fromServer: boolean;
}

/** The call failed for good. */
export interface ErrorEvent extends EventBase {
  readonly type: 'error';
  readonly code: string;
  readonly status: number | undefined;
  readonly durationMs: number;
}

/** Something is risky though nothing failed, such as credentials over plain http. */
export interface WarningEvent {
  readonly type: 'warning';
  readonly vendor: string;
  readonly code: string;
  readonly message: string;
}

/** What a client tells about its calls. No event carries a body, a header or a secret. */
export type HttpEvent = RequestEvent | ResponseEvent | RetryEvent | ErrorEvent | WarningEvent;

/**
 * Receives the events of a client, synchronously. What it throws, or rejects with, is ignored: watching must
 * not break a call.
 */
export type OnEvent = (event: HttpEvent) => void;

/** Hands an event over, if anybody listens. */
export function emit<E = HttpEvent>(onEvent: ((event: E) => void) | undefined, event: NoInfer<E>): void {
  if (onEvent === undefined) return;
  try {
    const done: unknown = onEvent(event);
    if (done instanceof Promise) done.catch(() => undefined);
  } catch {
    // An observer's failure is not the call's.
  }
}
