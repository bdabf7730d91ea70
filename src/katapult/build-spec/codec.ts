import type { Element } from '@xmldom/xmldom';
import type { Place } from './notes.ts';

/** How a value is written into an element, and read from it. */
export interface Codec<Value> {
  /** Fills an element. Whatever is passed for the value is checked; what does not fit is noted. */
  readonly write: (value: unknown, element: Element, at: Place) => void;
  /** The value of an element; undefined when what does not fit was noted. */
  readonly read: (element: Element, at: Place) => Value | undefined;
}

/** A codec that is made when it is first used, so that importing the grammar makes none. */
export function lazy<Value>(make: () => Codec<Value>): Codec<Value> {
  let made: Codec<Value> | undefined;
  const codec = (): Codec<Value> => (made ??= make());
  return {
    write: (value, element, at) => codec().write(value, element, at),
    read: (element, at) => codec().read(element, at),
  };
}
