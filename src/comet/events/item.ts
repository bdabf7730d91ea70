import type { StreamableEvent } from '../admin/types/index.ts';
import type { LostReason } from './notice.ts';

/** An event of the server, as it was sent. `narrowEvent` gives its `Data` a type. */
export interface EventItem {
  readonly type: 'event';
  readonly event: StreamableEvent;
}

/**
 * Events may be missing between the item before and the one after: there is no replay. Read what you keep a copy
 * of again, by calls, before you go on: what comes meanwhile waits.
 */
export interface ResyncItem {
  readonly type: 'resync';
  /** Why the connection before ended; `start` for the first one, with `resyncAtStart`. */
  readonly reason: LostReason | 'start';
}

/** What the stream gives, in order. */
export type StreamItem = EventItem | ResyncItem;
