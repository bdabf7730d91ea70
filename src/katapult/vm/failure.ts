import type { VmAnswerFailure } from './answer.ts';
import type { VmStepContext } from './input.ts';
import { move, type Outcome } from './outcome.ts';
import type { VmFailure, VmRecord } from './record.ts';
import { nextPoll, nowText } from './timing.ts';

/** An error of the vendor as the record keeps it. */
export function keptFailure(failure: VmAnswerFailure, context: VmStepContext): VmFailure {
  const { code, message, status, vendorRequestId } = failure;
  return { code, message, status, vendorRequestId, at: nowText(context) };
}

/** A condition that no answer reports as an error, as the record keeps it. */
export function ownFailure(code: string, message: string, context: VmStepContext): VmFailure {
  return { code, message, status: null, vendorRequestId: null, at: nowText(context) };
}

/** Busy or failed: state and step stay as they are, the error is kept, and the next poll tries again. */
export function retryLater(record: VmRecord, failure: VmAnswerFailure, context: VmStepContext): Outcome {
  const nextPollAt = nextPoll(record, context, failure.retryAfterMs);
  return move({ ...record, failure: keptFailure(failure, context), nextPollAt });
}
