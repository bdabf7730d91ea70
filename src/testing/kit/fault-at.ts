const FAULT = 'the fault of the case';

/** A fault at one call of a port. */
interface FaultAt {
  /** Does the work of a call, and fails if it is the one. */
  readonly guarded: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Whether there were so many calls. */
  readonly wasReached: () => boolean;
}

/** The `call`-th call of a port fails, before or after its work. */
export function faultAt(call: number, when: 'before' | 'after'): FaultAt {
  let calls = 0;
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    calls += 1;
    const fails = calls === call;
    if (fails && when === 'before') throw new Error(FAULT);
    const result = await work();
    if (fails) throw new Error(FAULT);
    return result;
  };
  return { guarded, wasReached: () => calls >= call };
}
