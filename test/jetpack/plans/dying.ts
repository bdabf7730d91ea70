import type { PlanRepository } from 'reseller-sdk/jetpack/plans';
import { dyingAt } from '../../support/dying.ts';

/** A process that dies at its n-th call of the repository, and does nothing after it. */
export function dying(repository: PlanRepository, at: number, isAfter: boolean): PlanRepository {
  const guarded = dyingAt(at, isAfter);
  return {
    load: (key) => guarded(() => repository.load(key)),
    due: (now, limit) => guarded(() => repository.due(now, limit)),
    save: (record, version) => guarded(() => repository.save(record, version)),
  };
}
