import { ResellerSdkError } from 'reseller-sdk';
import type { ClaimVerdict } from 'reseller-sdk/comet/provisioning';
import { deliver } from './deliver.ts';
import type { Shop } from './shop.ts';

/** `busy`: another worker has the service, and will see what was asked for. `stuck`: its trouble tells why. */
export type Progress = 'done' | 'busy' | 'stuck';

/** Does what was asked for of one service, also what is asked for meanwhile. */
export async function workOn(shop: Shop, serviceKey: string, verdict?: ClaimVerdict): Promise<Progress> {
  while (isDue(shop, serviceKey)) {
    const giveBack = shop.locks.take(serviceKey);
    if (giveBack === undefined) return 'busy';
    try {
      if (!(await workOnce(shop, serviceKey, verdict))) return 'stuck';
    } finally {
      giveBack();
    }
    // Looked at again without the lock: who asked while it was held found it taken, and left the work to us.
  }
  return 'done';
}

/** What a scheduler calls every few minutes: whatever is not done yet, whoever began it. */
export async function workOnAll(shop: Shop): Promise<ReadonlyMap<string, Progress>> {
  const progress = new Map<string, Progress>();
  for (const { serviceKey } of shop.services.list()) {
    if (isDue(shop, serviceKey)) progress.set(serviceKey, await workOn(shop, serviceKey));
  }
  return progress;
}

function isDue({ services }: Shop, serviceKey: string): boolean {
  const service = services.find(serviceKey);
  return service !== undefined && service.done < service.asked;
}

async function workOnce(shop: Shop, serviceKey: string, verdict?: ClaimVerdict): Promise<boolean> {
  const service = shop.services.find(serviceKey);
  if (service === undefined) return true;
  try {
    await deliver(shop, service, verdict);
    shop.services.isDone(service);
    return true;
  } catch (error) {
    if (!(error instanceof ResellerSdkError)) throw error;
    // The package's errors hold no secrets.
    shop.services.isStuck(serviceKey, `${error.code}: ${error.message}`);
    return false;
  }
}
