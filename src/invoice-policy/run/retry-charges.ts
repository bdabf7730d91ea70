import { decideChargeRetry } from '../charge-retry.ts';
import type { OpenInvoice } from '../ports/billing.ts';
import { agreementOf } from './agreement-of.ts';
import { charge } from './charge.ts';
import type { StopReason } from './report.ts';
import type { Run } from './run.ts';

/** Charges unpaid invoices again whose time has come, each once however often it is listed. Policy section 8. */
export async function retryCharges(run: Run): Promise<StopReason | null> {
  const { ports, settings, chargeRetry, recorder, lease } = run;
  if (!settings.chargeImmediately || chargeRetry.everyHours === 0) return null;
  const seen = new Set<string>();
  try {
    for await (const invoice of ports.invoices.listOpenOfActiveServices()) {
      if (seen.has(invoice.invoiceId)) continue;
      seen.add(invoice.invoiceId);
      const stop = await lease.stopReason();
      if (stop !== null) return stop;
      await retryCharge(run, invoice);
    }
  } catch (error) {
    recorder.error('RETRY_FAILED', 'The unpaid invoices could not be listed', {}, error);
  }
  return null;
}

async function retryCharge(run: Run, { invoiceId, clientId, status }: OpenInvoice): Promise<void> {
  const { ports, chargeRetry, recorder, clock } = run;
  try {
    if ((await agreementOf(run, clientId)) !== true) return;
    const history = await ports.chargeLog.get(invoiceId);
    const { kind } = decideChargeRetry({ status, ...history }, chargeRetry, clock.now());
    if (kind === 'charge') await charge(run, { invoiceId, clientId, attempt: history.failedAttempts + 1 });
    if (kind === 'drop-agreement') await ports.agreements.drop(clientId, invoiceId);
  } catch (error) {
    const what = `The charge of invoice ${invoiceId} could not be repeated`;
    recorder.error('RETRY_FAILED', what, { invoiceId, clientId }, error);
  }
}
