import { ResellerSdkError } from './base.ts';

/** Codes with which a repository refuses a commit that another writer overtook. */
export type ConcurrencyCode = 'VERSION_CONFLICT' | 'DUPLICATE_KEY';

/** Another writer was first. Nothing was written; read again and repeat. */
export class ConcurrencyError extends ResellerSdkError {
  override get name(): string {
    return 'ConcurrencyError';
  }

  constructor(message: string, code: ConcurrencyCode, options: { readonly cause?: unknown } = {}) {
    super(message, { code, retryable: true, ...options });
  }
}

/** A key was used before for a command with other content. Nothing was written. */
export class IdempotencyConflictError extends ResellerSdkError {
  override get name(): string {
    return 'IdempotencyConflictError';
  }

  readonly key: string;

  constructor(key: string, advice = 'Use a new key, or send what was sent before') {
    super(`The key ${key} belongs to an earlier command with other content. ${advice}`, {
      code: 'IDEMPOTENCY_CONFLICT',
    });
    this.key = key;
  }
}

/** The credit that may pay does not cover the amount. Nothing was written. */
export class InsufficientCreditError extends ResellerSdkError {
  override get name(): string {
    return 'InsufficientCreditError';
  }

  /** What was asked for, as a plain decimal in the currency of the account. */
  readonly requested: string;
  /** What is there to pay it, as a plain decimal in the currency of the account. */
  readonly available: string;

  constructor(what: string, requested: string, available: string) {
    super(
      `${what} needs ${requested} but only ${available} of credit may pay for it. Record a purchase first`,
      {
        code: 'INSUFFICIENT_CREDIT',
      },
    );
    this.requested = requested;
    this.available = available;
  }
}
