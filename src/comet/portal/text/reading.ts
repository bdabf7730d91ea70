/** A text that says nothing (`value` null), or that was understood. */
interface Understood<T> {
  readonly ok: true;
  /** Null when the text is absent: blank, or a lone hyphen. */
  readonly value: T | null;
}

/** A text that means something this reader does not know. It is never guessed and never taken for zero. */
interface Unreadable {
  readonly ok: false;
  /** The text as it arrived. */
  readonly text: string;
}

/** What a text of the portal stands for. */
export type Reading<T> = Understood<T> | Unreadable;

const ABSENT = { ok: true, value: null } as const;

/** A text that is blank or a lone hyphen: absent in every column (rule R6). */
export function isAbsent(trimmed: string): boolean {
  return trimmed === '' || trimmed === '-';
}

/** The reading of a text that is absent. */
export function absent(): Reading<never> {
  return ABSENT;
}

/** The reading of a text that was understood. */
export function understood<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** The reading of a text that was not understood. */
export function unreadable(text: string): Reading<never> {
  return { ok: false, text };
}
