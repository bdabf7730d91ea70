import { ResellerSdkError } from 'reseller-sdk';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import type { Job } from '../job.ts';
import { chargeCredit } from '../steps/charge-credit.ts';
import { unreadText } from '../steps/log-issues.ts';
import { pullCharges } from '../steps/pull-charges.ts';
import { pullServices } from '../steps/pull-services.ts';
import type { Options } from './options.ts';

/** One phase of the pull, with what it found and how long it took. */
async function phase<T>(
  { output }: Job,
  name: string,
  work: () => Promise<T>,
  tell: (result: T) => string,
): Promise<T> {
  const started = performance.now();
  output.progress?.(`${name} ...`);
  const result = await work();
  output.log(`${name}: ${tell(result)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}

/**
 * Pulls both reports of the portal and books new charges on the prepaid credit. Exit 0; 1 when the portal
 * failed, or a pull or a row of it was refused.
 */
export async function portalPull(job: Job, { json }: Options): Promise<ExitCode> {
  try {
    const charges = await phase(
      job,
      'billing history',
      () => pullCharges(job),
      (pull) => {
        return (
          pull.refused ??
          `${pull.inserted} new, ${pull.known} known, ${pull.retired} vanished, ${pull.invalid} invalid`
        );
      },
    );
    const services = await phase(
      job,
      'active services',
      () => pullServices(job),
      (pull) => {
        return pull.refused ?? `${pull.rows} rows, ${pull.amount} ${job.currency}`;
      },
    );
    const credit = await phase(
      job,
      'credit',
      () => chargeCredit(job),
      ({ charged, withdrawn }) => `${charged} charges booked, ${withdrawn} withdrawn`,
    );
    if (json) job.output.print(JSON.stringify({ charges, services, credit }, null, 2));
    const unread = charges.invalid + services.invalid;
    if (unread > 0) job.output.log(unreadText(unread));
    return charges.refused === null && services.refused === null && unread === 0 ? OK : VARIANCE;
  } catch (error) {
    if (!(error instanceof ResellerSdkError) || job.signal?.aborted === true) throw error;
    job.output.log(`portal-pull: ${error.code} ${error.message}`);
    return VARIANCE;
  }
}
