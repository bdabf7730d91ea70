/** What every error of this package carries besides its message. */
export interface ErrorFacts {
  /** Stable, upper-case name of the condition; safe to branch on and to translate. */
  readonly code: string;
  /** Whether the same call may succeed later without any change by the caller. */
  readonly retryable?: boolean;
  /** The error underneath, if there is one. */
  readonly cause?: unknown;
}

/**
 * Root of every error that this package throws.
 *
 * Branch on `code` (or on the class), show `message` to a person: it says what happened, to what, and what
 * to do. Neither holds a secret.
 */
export abstract class ResellerSdkError extends Error {
  /** Name of the class; a literal, so that it survives minification. */
  override get name(): string {
    return 'ResellerSdkError';
  }

  readonly code: string;
  readonly retryable: boolean;

  constructor(message: string, facts: ErrorFacts) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.retryable = facts.retryable ?? false;
  }

  /** What a log needs: the message, which JSON leaves out of an error, beside the facts. No stack, no cause. */
  toJSON(): Record<string, unknown> {
    const facts: Record<string, unknown> = { name: this.name, message: this.message };
    const plain = JSON.stringify(Object.assign(facts, this), (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    return JSON.parse(plain);
  }
}
