/** A way to do the job. What it returns must depend on its work, so that no compiler can leave it out. */
export type Candidate = () => unknown;

export interface Plan {
  /** Rounds that count; the first fifth is run besides, to warm up. */
  readonly rounds: number;
  /** Calls of each candidate in a round. */
  readonly calls: number;
  /** For work of seconds that waits for nothing: time on the processor, whatever else the machine does. */
  readonly onProcessor?: boolean;
}

/** Milliseconds that this thread has spent on the processor. */
export function processorTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Median time of one call of each candidate, in microseconds. Candidates take turns in every round, each time
 * in another order, so that what the machine does besides hits them alike.
 */
export async function medians<Name extends string>(
  candidates: Readonly<Record<Name, Candidate>>,
  { rounds, calls, onProcessor = false }: Plan,
): Promise<Record<Name, number>> {
  const now = onProcessor ? processorTime : () => performance.now();
  const entries = Object.entries<Candidate>(candidates);
  const times = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  const warmUp = Math.ceil(rounds / 5);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (let turn = 0; turn < entries.length; turn += 1) {
      const [name, candidate] = entries[(turn + round) % entries.length] ?? [];
      if (name === undefined || candidate === undefined) continue;
      let result: unknown;
      const started = now();
      for (let call = 0; call < calls; call += 1) {
        result = candidate();
        if (result instanceof Promise) result = await result;
      }
      const perCall = ((now() - started) / calls) * 1000;
      if (result === undefined) throw new Error(`${name} has no result: its work could be left out`);
      if (round >= warmUp) times.get(name)?.push(perCall);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)])) as Record<Name, number>;
}

/** The middle value; the mean of the two middle ones if there are two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Stops a family whose candidates do not agree: a fast wrong answer is no answer. */
export function agree(what: string, ...results: readonly unknown[]): void {
  const texts = results.map((result) =>
    JSON.stringify(result, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
  if (new Set(texts).size > 1) throw new Error(`${what}: the candidates do not agree`);
}
