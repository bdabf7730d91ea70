import type { HttpEvent } from '../../core/http/events.ts';

/** Why a connection of the stream ended. */
export type LostReason =
  /** The server or the network closed it; so does a server whose own queue for this consumer is full. */
  | 'dropped'
  /** Nothing came for longer than `idleTimeout`. */
  | 'idle'
  /** The consumer was so slow that the buffer was full. */
  | 'overflow';

interface NoticeBase {
  readonly vendor: string;
  readonly operation: string;
  /** Counts the connections of this stream from 1. */
  readonly connection: number;
}

/** The server accepted the login; events follow. */
export interface StreamConnectedNotice extends NoticeBase {
  readonly type: 'stream-connected';
}

/** A connection ended, and another follows. */
export interface StreamLostNotice extends NoticeBase {
  readonly type: 'stream-lost';
  readonly reason: LostReason;
  /** Close code of the server, such as 1006 for a broken connection; absent where this side closed. */
  readonly code: number | undefined;
}

/** What is wrong with a frame that is no event. */
export type FrameProblem =
  /** It is no text. */
  | 'binary'
  /** It is no JSON, or nested deeper than any event. */
  | 'not-json'
  /** It is JSON, but no object, or without the members of an event. */
  | 'not-an-event';

/** A frame that is no event was passed over. */
export interface FrameSkippedNotice extends NoticeBase {
  readonly type: 'frame-skipped';
  readonly problem: FrameProblem;
  /** Characters of a text, otherwise 0. */
  readonly length: number;
}

/**
 * What a stream tells about itself. `retry` announces another attempt to connect, `error` the end of the stream;
 * a stream with a login of its own also tells about the calls that start and end its session.
 */
export type StreamNotice = StreamConnectedNotice | StreamLostNotice | FrameSkippedNotice | HttpEvent;
