import { ConfigError } from '../../core/errors/input.ts';

/** What is read of the events of a socket. */
export interface SocketEvent {
  readonly type: string;
  /** Of a message: its frame; a text frame is a string. */
  readonly data?: unknown;
  /** Of a close: its code. */
  readonly code?: unknown;
  /** Of a close: the words of the server. */
  readonly reason?: unknown;
}

/** The events of a socket that are listened to. */
export type SocketEventType = 'open' | 'message' | 'close' | 'error';

/** What is used of a WebSocket. */
export interface EventSocket {
  /** As `EventTarget` has it. */
  addEventListener(type: SocketEventType, listener: (event: SocketEvent) => void): void;
  /** As `EventTarget` has it. */
  removeEventListener(type: SocketEventType, listener: (event: SocketEvent) => void): void;
  /** Sends a text frame. */
  send(text: string): void;
  /** Closes the connection, also one that is not open yet. */
  close(code?: number): void;
}

/** A WebSocket class: the platform's own, or another of the same shape. */
export type EventSocketClass = new (url: string) => EventSocket;

/**
 * Address of the stream below an http(s) address that ends in a slash.
 * Source: contract 11.1.
 */
export function streamUrl(baseUrl: string): string {
  return `${baseUrl.replace(/^http/, 'ws')}api/v1/events/stream`;
}

/**
 * Begins a connection, by the platform's class if no other is given.
 *
 * @throws ConfigError on a platform without WebSocket, or where it may not connect to the address: pages served by
 * https to a plain one, programs without the permission
 */
export function socketTo(url: string, given: EventSocketClass | undefined): EventSocket {
  const webSocket = given ?? (globalThis as { WebSocket?: EventSocketClass }).WebSocket;
  if (webSocket === undefined)
    throw new ConfigError('This platform has no WebSocket. Pass the option webSocket');
  try {
    return new webSocket(url);
  } catch (cause) {
    throw new ConfigError(`This platform refuses a WebSocket to ${url}`, { cause });
  }
}
