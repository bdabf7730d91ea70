import type { Family, Figure } from '../family.ts';
import { fresh } from '../processes.ts';
import { median } from '../rounds.ts';

const FEW = 100_000;
const MANY = 1_000_000;
const ROUNDS = 3;
/** Memory for services is the same in both; what is left is the noise of the heap. */
const MOST_GROWTH = 1.25;

interface Run {
  readonly ms: number;
  readonly value: number;
}

async function run(way: 'walk' | 'audit' | 'growth', charges: number): Promise<Run> {
  return JSON.parse(await fresh(['--expose-gc', 'scripts/bench/audit/main.ts', way, String(charges)]));
}

async function measure(): Promise<readonly Figure[]> {
  const runs: Record<'walk' | 'audit' | 'few' | 'many', Run[]> = { walk: [], audit: [], few: [], many: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.walk.push(await run('walk', MANY));
    runs.audit.push(await run('audit', MANY));
    runs.few.push(await run('growth', FEW));
    runs.many.push(await run('growth', MANY));
  }
  const ms = (way: 'walk' | 'audit') => median(runs[way].map((one) => one.ms));
  const mb = (way: 'few' | 'many') => median(runs[way].map((one) => one.value));
  const ratio = mb('many') / mb('few');
  return [
    { name: `walk through ${MANY} charges`, value: ms('walk'), unit: 'ms' },
    { name: 'audit them', value: ms('audit'), unit: 'ms' },
    { name: 'audit / walk', value: ms('audit') / ms('walk'), unit: 'x' },
    { name: `heap growth over ${FEW} charges`, value: mb('few'), unit: 'MB' },
    { name: `heap growth over ${MANY} charges`, value: mb('many'), unit: 'MB' },
    { name: 'growth of many / of few', value: ratio, unit: 'x', target: { atMost: MOST_GROWTH } },
  ];
}

export const auditFamily: Family = {
  title: 'Billing audit: one pass, with memory for the services and not for the charges',
  run: measure,
};
