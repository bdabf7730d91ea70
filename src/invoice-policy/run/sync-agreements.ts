import type { AgreementFlag } from '../ports/account-source.ts';
import { agreementOf } from './agreement-of.ts';
import type { StopReason } from './report.ts';
import type { Run } from './run.ts';

/** Flags that are told to the vendor in one call. */
const BATCH = 100;

/**
 * Tells the vendor which clients have an agreement, each account once. A client of whom it is not known is left out,
 * so that a failed look-up moves nobody's limit.
 */
export async function syncAgreements(run: Run): Promise<StopReason | null> {
  const { ports, recorder, lease } = run;
  const seen = new Set<string>();
  let batch: AgreementFlag[] = [];
  try {
    for await (const { clientId, accountId } of ports.clients.listActive()) {
      if (seen.has(accountId)) continue;
      seen.add(accountId);
      const stop = await lease.stopReason();
      if (stop !== null) return stop;
      const hasAgreement = await agreementOf(run, clientId);
      if (hasAgreement !== null) batch.push({ accountId, hasAgreement });
      if (batch.length < BATCH) continue;
      await send(run, batch);
      batch = [];
    }
  } catch (error) {
    recorder.error('AGREEMENTS_NOT_SENT', 'The active clients could not be listed', {}, error);
  }
  await send(run, batch);
  return null;
}

async function send({ ports, recorder }: Run, batch: readonly AgreementFlag[]): Promise<void> {
  if (batch.length === 0) return;
  try {
    await ports.accounts.setAgreements(batch);
    recorder.agreementsSent += batch.length;
  } catch (error) {
    const what = `The vendor was not told of the agreements of ${batch.length} clients`;
    recorder.error('AGREEMENTS_NOT_SENT', what, {}, error);
  }
}
