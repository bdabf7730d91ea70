import type { Element } from '@xmldom/xmldom';
import type { Place } from './notes.ts';

/** How a value is written into an element, and read from it. */
export interface Codec<Value> {
  /** Fills an element. Whatever is passed for the value is checked; what does not fit is noted. */
  readonly write: (value: unknown, element: Element, at: Place) => void;
  /** The value of an element; undefined when what does not fit was noted. */
  readonly read: (element: Element, at: Place) => Value | undefined;
}
