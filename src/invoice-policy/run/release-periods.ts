import type { ClaimedPeriod } from '../ports/account-source.ts';
import type { Run } from './run.ts';

/**
 * Gives claimed periods back, in one call per service. False: some were not given back, which is on record; giving
 * back the others again does no harm.
 */
export async function releasePeriods(
  { ports, recorder }: Run,
  accountId: string,
  periods: readonly ClaimedPeriod[],
): Promise<boolean> {
  let isDone = true;
  for (const [serviceRef, ids] of idsByService(periods)) {
    try {
      await ports.accounts.release(serviceRef, ids);
    } catch (error) {
      isDone = false;
      const what = `Periods of service ${serviceRef} were not given back; the next run tries again`;
      recorder.error('RELEASE_FAILED', what, { accountId }, error);
    }
  }
  return isDone;
}

function idsByService(periods: readonly ClaimedPeriod[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { id, serviceRef } of periods) {
    const group = groups.get(serviceRef);
    if (group === undefined) groups.set(serviceRef, [id]);
    else group.push(id);
  }
  return groups;
}
