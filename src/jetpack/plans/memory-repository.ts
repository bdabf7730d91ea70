import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { PlanRecord } from './record.ts';
import type { PlanRepository } from './repository.ts';

/**
 * Records of plans in the memory of the process: for tests, demos and trying things out. With the process, it forgets
 * which plans are there to be cancelled.
 */
export class InMemoryPlanRepository implements PlanRepository {
  readonly #records = new Map<string, PlanRecord>();
  readonly #holders = new Map<string, string>();

  async load(serviceKey: string): Promise<PlanRecord | null> {
    return this.#records.get(serviceKey) ?? null;
  }

  async due(now: string, limit: number): Promise<readonly PlanRecord[]> {
    const timed = [...this.#records.values()].flatMap((record) =>
      record.nextCheckAt !== null && record.nextCheckAt <= now ? [{ at: record.nextCheckAt, record }] : [],
    );
    timed.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
    return timed.slice(0, limit).map(({ record }) => record);
  }

  async save(record: PlanRecord, expectedVersion: number): Promise<void> {
    const { serviceKey, claim } = record;
    const stored = this.#records.get(serviceKey);
    if ((stored?.version ?? 0) !== expectedVersion) {
      throw new ConcurrencyError(
        `The plan record of service ${serviceKey} was changed by another`,
        'VERSION_CONFLICT',
      );
    }
    if (claim !== null && (this.#holders.get(claim) ?? serviceKey) !== serviceKey) {
      throw new ConcurrencyError('Another service holds this claim', 'DUPLICATE_KEY');
    }
    if (stored?.claim) this.#holders.delete(stored.claim);
    if (claim !== null) this.#holders.set(claim, serviceKey);
    this.#records.set(
      serviceKey,
      Object.freeze({ ...record, failure: record.failure && { ...record.failure } }),
    );
  }
}
