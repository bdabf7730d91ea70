import type { HttpEvent } from '../core/http/events.ts';

/** What `collectEvents` returns. */
export interface EventCollector<E extends { readonly type: string }> {
  /** Pass this as a client's `onEvent`. */
  readonly onEvent: (event: E) => void;
  /** Everything that happened, in order. */
  readonly events: readonly E[];
  /** The events of one type, in order. */
  ofType<T extends E['type']>(type: T): Extract<E, { readonly type: T }>[];
  /** Forgets what was collected. */
  clear(): void;
}

/** Keeps the events of a client for a test to look at; those of this package, unless another type is named. */
export function collectEvents<E extends { readonly type: string } = HttpEvent>(): EventCollector<E> {
  const events: E[] = [];
  return {
    events,
    onEvent: (event) => {
      events.push(event);
    },
    ofType: <T extends E['type']>(type: T) =>
      events.filter((event): event is Extract<E, { readonly type: T }> => event.type === type),
    clear: () => {
      events.length = 0;
    },
  };
}
