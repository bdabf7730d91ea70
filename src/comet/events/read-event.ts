import { parseJson } from '../../core/http/json.ts';
import type { StreamableEvent } from '../admin/types/index.ts';
import type { FrameProblem } from './notice.ts';

/** A text that is an event, or why it is none. */
export type ReadEvent = { readonly event: StreamableEvent } | { readonly problem: FrameProblem };

/** Profiles and server settings, the deepest of all data, stay well below. */
export const MAX_DEPTH = 100;

/** Reads the text of a frame or of a webhook's body. Integers beyond 2^53 come as bigint. */
export function readEvent(text: string): ReadEvent {
  if (isDeep(text)) return { problem: 'not-json' };
  try {
    const value = parseJson(text);
    return isEvent(value) ? { event: value } : { problem: 'not-an-event' };
  } catch {
    return { problem: 'not-json' };
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether brackets outside of strings nest deeper than any event does: code that walks the value would recurse. */
function isDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString && code === BACKSLASH) at += 1;
    else if (code === QUOTE) inString = !inString;
    else if (!inString && isOpening(code)) depth += 1;
    else if (!inString && isClosing(code)) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

const isOpening = (code: number): boolean => code === 123 || code === 91;
const isClosing = (code: number): boolean => code === 125 || code === 93;

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);

/** Whether a value has the members of an event, of which older servers send `Type`, the organization and `Data`. */
function isEvent(value: unknown): value is StreamableEvent {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { Type, Actor, OwnerOrganizationID, ResourceID, Timestamp, TypeString }: Record<string, unknown> = {
    ...value,
  };
  const time = Timestamp === undefined || Timestamp === null || typeof Timestamp === 'number';
  return (
    typeof Type === 'number' &&
    isText(Actor) &&
    isText(OwnerOrganizationID) &&
    isTextOrNull(ResourceID) &&
    isTextOrNull(TypeString) &&
    time
  );
}
