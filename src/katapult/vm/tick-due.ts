import { countIssues, refuseAny } from './check-input.ts';
import type { VmOutcome } from './driver.ts';

const LIMIT = 500;
const CONCURRENCY = 4;

/** How much of what is due to tick. */
export interface TickDueOptions {
  /** Records at most, those that wait longest first. Default 500. */
  readonly limit?: number | undefined;
  /** Records at the same time. Default 4: the API allows 200 calls a minute to some tokens. */
  readonly concurrency?: number | undefined;
  /** Once it is aborted no further record is begun; those under way are finished. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of the records that were due. */
export interface VmTickReport {
  /** Records that were looked at, in no particular order. */
  readonly ticked: readonly (VmOutcome & { readonly serviceId: string })[];
  /** Records whose tick threw, such as for a store that failed. They stay due. */
  readonly failed: readonly { readonly serviceId: string; readonly error: unknown }[];
}

/** Ticks services, some at a time; one that fails does not keep the others. */
export async function tickAll(
  serviceIds: readonly string[],
  tick: (serviceId: string) => Promise<VmOutcome>,
  { concurrency = CONCURRENCY, signal }: TickDueOptions,
): Promise<VmTickReport> {
  const ticked: (VmOutcome & { readonly serviceId: string })[] = [];
  const failed: { readonly serviceId: string; readonly error: unknown }[] = [];
  const waiting = serviceIds.values();
  const work = async (): Promise<void> => {
    for (const serviceId of waiting) {
      if (signal?.aborted) return;
      try {
        ticked.push({ serviceId, ...(await tick(serviceId)) });
      } catch (error) {
        failed.push({ serviceId, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, serviceIds.length) }, work));
  return { ticked, failed };
}

/** How many records to take at once. @throws InvalidInputError for a number that is not whole and positive */
export function limitOf(options: TickDueOptions): number {
  const { limit = LIMIT, concurrency = CONCURRENCY } = options;
  refuseAny('the options of tickDue', countIssues({ limit, concurrency }));
  return limit;
}
