import type { PlanRepository } from 'reseller-sdk/jetpack/plans';

/** A process that dies at its n-th call of the repository, and does nothing after it. */
export function dying(repository: PlanRepository, at: number, isAfter: boolean): PlanRepository {
  let calls = 0;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    if (calls > at || (calls === at && !isAfter)) throw new Error('dead');
    const result = await work();
    if (calls >= at) throw new Error('dead');
    return result;
  };
  return {
    load: (key) => guarded(() => repository.load(key)),
    due: (now, limit) => guarded(() => repository.due(now, limit)),
    save: (record, version) => guarded(() => repository.save(record, version)),
  };
}
