import { ResellerSdkError } from './base.ts';

/** What an answer of a vendor's API tells when it refuses a call. */
export interface ApiErrorFacts {
  /** The vendor, such as `comet-admin`. */
  readonly vendor: string;
  /** The vendor's own name of the operation, such as `AdminAddUser`. */
  readonly operation: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The vendor's error code, where it has one; otherwise the stable code of the class. */
  readonly code?: string | undefined;
  /** The vendor's own text, clipped. */
  readonly vendorMessage?: string | undefined;
  /** Further fields of the error body, redacted. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** Identifier of the request, where the vendor sends one. */
  readonly requestId?: string | undefined;
  /** What happened, where it was not the vendor that refused; becomes the beginning of the message. */
  readonly summary?: string | undefined;
  /** Whether the same call may succeed later. Default: what the class says. */
  readonly retryable?: boolean | undefined;
  /** What the caller can do about it; becomes the end of the message. */
  readonly hint?: string | undefined;
  /** The error underneath, if there is one. */
  readonly cause?: unknown;
}

function describe(facts: ApiErrorFacts): string {
  const { summary = `${facts.operation} was refused by ${facts.vendor} (HTTP ${facts.status})` } = facts;
  const said = facts.vendorMessage ? `: ${facts.vendorMessage}` : '';
  const hint = facts.hint ? `. ${facts.hint}` : '';
  return `${summary}${said}${hint}`;
}

/** The vendor received the call and refused it. Subclasses name the kind of refusal. */
export class ApiError extends ResellerSdkError {
  override get name(): string {
    return 'ApiError';
  }

  readonly vendor: string;
  readonly operation: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;

  constructor(facts: ApiErrorFacts, defaultCode = 'API_ERROR', retryable = false) {
    super(describe(facts), {
      code: facts.code ?? defaultCode,
      retryable: facts.retryable ?? retryable,
      cause: facts.cause,
    });
    this.vendor = facts.vendor;
    this.operation = facts.operation;
    this.status = facts.status;
    this.details = facts.details ?? {};
    this.requestId = facts.requestId;
  }
}

/** Wrong, expired or incomplete credentials. Never retried with the same credentials. */
export class AuthenticationError extends ApiError {
  override get name(): string {
    return 'AuthenticationError';
  }

  constructor(facts: ApiErrorFacts) {
    super(facts, 'AUTHENTICATION_FAILED');
  }
}

/** The credentials are valid but may not do this, or the vendor hides that the target does not exist. */
export class PermissionError extends ApiError {
  override get name(): string {
    return 'PermissionError';
  }

  constructor(facts: ApiErrorFacts) {
    super(facts, 'PERMISSION_DENIED');
  }
}

/** The target of the call does not exist. */
export class NotFoundError extends ApiError {
  override get name(): string {
    return 'NotFoundError';
  }

  constructor(facts: ApiErrorFacts) {
    super(facts, 'NOT_FOUND');
  }
}

/** The target changed meanwhile, or already exists. */
export class ConflictError extends ApiError {
  override get name(): string {
    return 'ConflictError';
  }

  constructor(facts: ApiErrorFacts) {
    super(facts, 'CONFLICT');
  }
}

/** The vendor found the arguments wrong. */
export class ValidationError extends ApiError {
  override get name(): string {
    return 'ValidationError';
  }

  constructor(facts: ApiErrorFacts) {
    super(facts, 'VALIDATION_FAILED');
  }
}

/** Too many calls. `retryAfterMs` is the wait that the vendor asked for, in milliseconds, if it named one. */
export class RateLimitError extends ApiError {
  override get name(): string {
    return 'RateLimitError';
  }

  readonly retryAfterMs: number | undefined;

  constructor(facts: ApiErrorFacts & { readonly retryAfterMs?: number | undefined }) {
    super(facts, 'RATE_LIMITED', true);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/**
 * The vendor failed (5xx). What a write did before that is not known. `retryAfterMs` is the wait that the
 * vendor asked for, in milliseconds, if it named one.
 */
export class ServerError extends ApiError {
  readonly retryAfterMs: number | undefined;

  override get name(): string {
    return 'ServerError';
  }

  constructor(facts: ApiErrorFacts & { readonly retryAfterMs?: number | undefined }) {
    super(facts, 'SERVER_ERROR', true);
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The class of refusal that an HTTP-like status means. Vendors that differ decide before they ask here. */
export function apiErrorFor(
  status: number,
  facts: ApiErrorFacts & { readonly retryAfterMs?: number | undefined },
): ApiError {
  if (status === 401) return new AuthenticationError(facts);
  if (status === 403) return new PermissionError(facts);
  if (status === 404) return new NotFoundError(facts);
  if (status === 409) return new ConflictError(facts);
  if (status === 429) return new RateLimitError(facts);
  if (status >= 500) return new ServerError(facts);
  if (status >= 400) return new ValidationError(facts);
  return new ApiError(facts);
}

/** The classes that a vendor's own codes may stand for, whatever the status. */
type ApiErrorKind = keyof typeof API_ERRORS;

const API_ERRORS = {
  ApiError,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} as const;

/** The error of a kind. */
export function apiErrorOf(
  kind: ApiErrorKind,
  facts: ApiErrorFacts & { readonly retryAfterMs?: number | undefined },
): ApiError {
  return new API_ERRORS[kind](facts);
}
