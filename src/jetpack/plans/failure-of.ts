import { ApiError } from '../../core/errors/api.ts';
import { ResellerSdkError } from '../../core/errors/base.ts';
import { ConfigError, InvalidInputError } from '../../core/errors/input.ts';
import { TransportError } from '../../core/errors/transport.ts';
import { RedirectError } from '../../core/http/redirect.ts';
import { quote } from '../../core/secret.ts';
import type { PlanFailure } from './record.ts';

/** Whether a failed write proves that nothing happened. Whatever does not prove it counts as unknown. */
export function provesNothingHappened(error: unknown): boolean {
  // A server may redirect after the work, and a `fetch` may have followed.
  if (error instanceof RedirectError) return false;
  if (error instanceof ApiError) return error.status < 500;
  if (error instanceof TransportError) return !error.outcomeUnknown;
  return error instanceof ConfigError || error instanceof InvalidInputError;
}

/** An error as a record keeps it. */
export function describeFailure(error: unknown, now: Date): PlanFailure {
  const isOurs = error instanceof ResellerSdkError;
  const message = isOurs ? quote(error.message) : 'failed with an error that is none of the SDK\'s';
  return { code: isOurs ? error.code : 'UNKNOWN', message, at: now.toISOString() };
}
