/**
 * What all rooms of the package share: errors, exact amounts, civil days and instants, secrets. It loads neither
 * a client nor decimal.js, which has a door of its own: `reseller-sdk/decimal`.
 *
 * @module reseller-sdk
 */
export { type AmountInput, type DecimalLike, plainAmount } from './core/amount.ts';
export {
  ApiError,
  type ApiErrorFacts,
  AuthenticationError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './core/errors/api.ts';
export { type ErrorFacts, ResellerSdkError } from './core/errors/base.ts';
export {
  type ConcurrencyCode,
  ConcurrencyError,
  IdempotencyConflictError,
  InsufficientCreditError,
} from './core/errors/engine.ts';
export { ConfigError, InvalidInputError, type Issue } from './core/errors/input.ts';
export { UnexpectedResponseError, type UnexpectedResponseFacts } from './core/errors/response.ts';
export { type SecretBoxCode, SecretBoxError } from './core/errors/secret-box.ts';
export {
  AbortedError,
  LimitExceededError,
  TimeoutError,
  TransportError,
  type TransportErrorFacts,
} from './core/errors/transport.ts';
export type { CallOptions, IterateOptions } from './core/http/call.ts';
export type { ClientOptions } from './core/http/client-options.ts';
export type {
  ErrorEvent,
  HttpEvent,
  OnEvent,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  WarningEvent,
} from './core/http/events.ts';
export type { Paged } from './core/http/paged.ts';
export type { RetryPolicy } from './core/http/retry.ts';
export { Secret } from './core/secret.ts';
export { SecretBox, type SecretBoxKey, type SecretBoxOptions } from './core/secret-box.ts';
export { type Clock, type Day, type InstantInput, parseDay, parseInstant, systemClock } from './core/time.ts';
export { dayInZone, startOfDay } from './core/zone.ts';
