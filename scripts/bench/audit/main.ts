/** One audit in a process that does nothing else. Prints its time and what it came to hold while charges went by. */
import { runAudit } from '../../../src/billing-audit/index.ts';
import { processorTime } from '../rounds.ts';
import { charges, sourcesOf, windowOf } from './world.ts';

const [way = '', count = '0'] = process.argv.slice(2);
const window = windowOf(Number(count));
const SAMPLES = 8;
const collect: unknown = Reflect.get(globalThis, 'gc');

function heapMb(): number {
  if (typeof collect !== 'function') throw new Error('run with --expose-gc');
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Reads every charge, and adds its amount up as a float. */
async function walk(): Promise<number> {
  let sum = 0;
  for await (const { amount, account, deviceRef } of charges(window.from, window.to)) {
    if (account !== null && deviceRef !== null) sum += Number(amount);
  }
  return sum;
}

/** Findings are handed on and let go. */
async function audit(onCharge: (index: number) => void): Promise<number> {
  let written = 0;
  const sink = {
    write: async (batch: readonly unknown[]) => {
      written += batch.length;
    },
  };
  const { scanned } = await runAudit(sourcesOf(window, onCharge), window, sink, {
    policy: { perUnit: ['vms'] },
  });
  if (scanned !== Number(count)) throw new Error(`${scanned} of ${count} charges were judged`);
  return written;
}

/** What is held after garbage was collected, as the pass goes on, less what was held as it began. */
async function growth(): Promise<number> {
  const step = Math.floor(Number(count) / SAMPLES);
  const samples: number[] = [];
  await audit((index) => {
    if (index % step === 0) samples.push(heapMb());
  });
  return Math.max(...samples.slice(1)) - (samples[0] ?? 0);
}

const started = processorTime();
const value = way === 'walk' ? await walk() : way === 'audit' ? await audit(() => undefined) : await growth();
console.log(JSON.stringify({ ms: processorTime() - started, value }));
