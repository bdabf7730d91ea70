import { chargeKey } from '../charge-key.ts';
import type { ChargeOutcome } from './report.ts';
import type { Run } from './run.ts';

/** A charge that is due: the attempt that follows those on record when it was decided. */
interface DueCharge extends Pick<ChargeOutcome, 'invoiceId' | 'clientId'> {
  /** Counts from 1. Not read again, or a failure that another run notes meanwhile would be followed by the next charge. */
  readonly attempt: number;
}

/**
 * Charges an invoice once: attempt `n` has the key `charge:<invoiceId>:<n>`, so that a crash or a second run repeats
 * the attempt and not the charge. The failure that uses up the attempts drops the agreement. Policy section 8.
 *
 * @throws whatever the stores throw; the charge may have happened, and its key protects the repeat
 */
export async function charge(
  { ports, recorder, clock, chargeRetry: { dropAfter } }: Run,
  { invoiceId, clientId, attempt }: DueCharge,
): Promise<void> {
  const idempotencyKey = chargeKey(invoiceId, attempt);
  let outcome: ChargeOutcome['outcome'];
  try {
    const { paid } = await ports.charging.charge(invoiceId, idempotencyKey);
    outcome = paid ? 'paid' : 'failed';
  } catch (error) {
    outcome = 'unknown';
    const what = `Whether invoice ${invoiceId} was charged is not known`;
    recorder.error('CHARGE_UNKNOWN', what, { invoiceId, clientId }, error);
  }
  const dropped = outcome === 'failed' && dropAfter > 0 && attempt >= dropAfter;
  recorder.charge({ invoiceId, clientId, idempotencyKey, outcome, dropped });
  await ports.chargeLog.record(invoiceId, { attempt, at: clock.now(), outcome });
  if (dropped) await ports.agreements.drop(clientId, invoiceId);
}
