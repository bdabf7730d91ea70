import type { Issue } from '../core/errors/input.ts';
import { isWellFormed } from '../core/length-prefixed.ts';

/** Longest binding, in UTF-16 units: room for any session id, none for a flood. */
const MAX_BINDING = 4096;

/** What a token is good for. A token works for exactly the three texts it was issued for. */
export interface ActionTokenBindings {
  /** Who may use it, such as the id of the client or of the session. */
  readonly subject: string;
  /** What it allows, such as `restart`. */
  readonly action: string;
  /** To what, such as the id of the service. */
  readonly resource: string;
}

/** The three texts in the order in which they are hashed. */
export function bindingTexts({ subject, action, resource }: ActionTokenBindings): readonly string[] {
  return [subject, action, resource];
}

/** Everything that is wrong with bindings, whatever was passed for them. */
export function bindingIssues(bindings: unknown): Issue[] {
  return ['subject', 'action', 'resource'].flatMap((path) => {
    const text: unknown = typeof bindings === 'object' && bindings ? Reflect.get(bindings, path) : undefined;
    const fits = typeof text === 'string' && text !== '' && text.length <= MAX_BINDING && isWellFormed(text);
    return fits
      ? []
      : [{ path, message: `must be a text of 1 to ${MAX_BINDING} characters, in valid Unicode` }];
  });
}
