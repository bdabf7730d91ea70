import type { Family, Figure } from '../family.ts';
import { fresh } from '../processes.ts';
import { median } from '../rounds.ts';

const ROUNDS = 3;
const FEW = 2000;
const SOME = 10_000;
const MANY = 200_000;
/** V8 lets its young generation grow with time, whatever a program keeps; here all have one size. */
const YOUNG = ['--min-semi-space-size=16', '--max-semi-space-size=16'];
/**
 * V8 also lets its old generation fill up before it looks for garbage there, with what it notes of shapes it has met.
 * Within this many megabytes it has to look, and what a program really keeps would not fit for long.
 */
const OLD = ['--max-old-space-size=40'];

interface Run {
  readonly ms: number;
  readonly peakMb: number;
}

/** Medians of whole processes that read a list of so many accounts, which a server makes up as it sends it. */
async function measure(
  way: string,
  users: number,
  { rounds = ROUNDS, flags = [] }: { readonly rounds?: number; readonly flags?: readonly string[] } = {},
): Promise<Run> {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const program = ['scripts/bench/user-list/main.ts', way, String(users)];
    runs.push(JSON.parse(await fresh([...YOUNG, ...flags, ...program])));
  }
  return { ms: median(runs.map(({ ms }) => ms)), peakMb: median(runs.map(({ peakMb }) => peakMb)) };
}

async function run(): Promise<readonly Figure[]> {
  const empty = await measure('nothing', 0);
  const zod = await measure('zod', SOME);
  const parse = await measure('parse', SOME);
  const some = await measure('iterate', SOME);
  const few = await measure('iterate', FEW);
  const many = await measure('iterate', MANY, { rounds: 1 });
  const fewTight = await measure('iterate', FEW, { flags: OLD });
  const manyTight = await measure('iterate', MANY, { rounds: 1, flags: OLD });
  const fields = await measure('iterate-fields', SOME);
  return [
    { name: `memory of parse and zod, ${SOME} accounts`, value: zod.peakMb - empty.peakMb, unit: 'MB' },
    {
      name: 'that / iterateFull',
      value: (zod.peakMb - empty.peakMb) / (some.peakMb - empty.peakMb),
      unit: 'x',
      target: { atLeast: 8 },
    },
    {
      name: `peak of ${MANY} accounts / ${FEW}, old generation of 40 MB`,
      value: manyTight.peakMb / fewTight.peakMb,
      unit: 'x',
      target: { atMost: 1.2 },
    },
    { name: 'the same, with the heap left to V8', value: many.peakMb / few.peakMb, unit: 'x' },
    { name: 'iterateFull, time / fetch and JSON.parse', value: some.ms / parse.ms, unit: 'x' },
    { name: 'with billingFields, time / the same', value: fields.ms / parse.ms, unit: 'x' },
  ];
}

export const userStreamFamily: Family = { title: 'R3 a full list of users as a stream', run };
