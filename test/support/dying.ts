/** Lets the calls of a process through that dies at the n-th of them, before or after its work, and does nothing after it. */
export function dyingAt(
  at: number,
  isAfter: boolean,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let calls = 0;
  return async (work) => {
    calls += 1;
    if (calls > at || (calls === at && !isAfter)) throw new Error('dead');
    const result = await work();
    if (calls >= at) throw new Error('dead');
    return result;
  };
}
