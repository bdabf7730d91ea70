import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type BillingState,
  decideAutoInvoice,
  type InvoicingPorts,
  type InvoicingReport,
  runInvoicing,
} from '../../../src/invoice-policy/index.ts';
import type { Family, Figure } from '../family.ts';
import { NOW, SETTINGS, stateAt } from '../invoicing/clients.ts';
import { worldOf } from '../invoicing/world.ts';
import { median, medians, processorTime } from '../rounds.ts';

const SIZES = [1000, 10_000, 100_000] as const;
const [FEW, SOME, MANY] = SIZES;
const ROUNDS = 3;
/** Accounts of the smaller worlds of a round together. */
const SMALL = 20_000;
/** Runs of one world: the first one issues, the next tick finds little to do. */
const TICKS = ['first', 'next'] as const;
const flat = { unit: 'x', target: { atMost: 1.5 } } as const;

/** Decides about every client of a list until as many were decided as the longest list has. */
function deciding(states: readonly BillingState[]): () => number {
  const now = new Date(NOW);
  return () => {
    let issued = 0;
    for (let pass = 0; pass < MANY / states.length; pass += 1) {
      for (const state of states) {
        if (decideAutoInvoice(state, SETTINGS, now).kind === 'issue') issued += 1;
      }
    }
    return issued;
  };
}

/** Microseconds a client, by how many clients there are. */
async function decisions(): Promise<Readonly<Record<number, number>>> {
  const clients = Array.from({ length: MANY }, (_client, index) => stateAt(index));
  const us = await medians(
    Object.fromEntries(SIZES.map((size) => [size, deciding(clients.slice(0, size))])),
    { rounds: 5, calls: 1, onProcessor: true },
  );
  return Object.fromEntries(SIZES.map((size) => [size, (us[size] ?? Number.NaN) / MANY]));
}

/** Runs of a few worlds of one size. @returns microseconds an account, for each tick */
async function ticks(size: number): Promise<number[]> {
  const worlds = Array.from({ length: Math.max(1, SMALL / size) }, () => worldOf(size));
  const accounts = worlds.length * size;
  const us: number[] = [];
  for (const _tick of TICKS) {
    const started = processorTime();
    for (const world of worlds) check(await runInvoicing(world, SETTINGS), size);
    us.push(((processorTime() - started) / accounts) * 1000);
  }
  return us;
}

function check(report: InvoicingReport | null | undefined, size: number): void {
  if (report == null) throw new Error('a run has a report');
  const { stopped, errors, accounts } = report;
  if (stopped !== null || errors.length > 0 || accounts.length !== size) {
    throw new Error(`a run decided about ${accounts.length} of ${size} accounts`);
  }
}

/** Microseconds an account of each tick, by how many accounts there are. */
async function runs(): Promise<ReadonlyMap<number, readonly number[]>> {
  await ticks(FEW);
  const rounds = SIZES.map((size) => ({ size, us: [] as number[][] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { size, us } of rounds) us.push(await ticks(size));
  }
  return new Map(
    rounds.map(({ size, us }) => [
      size,
      TICKS.map((_tick, index) => median(us.map((round) => round[index] ?? Number.NaN))),
    ]),
  );
}

/** What is kept alive: the engine lets go of a variable that no line below uses. */
interface Held {
  readonly world: InvoicingPorts;
  report?: InvoicingReport | null;
}

/** A function of its own, so that nothing but `held` knows the report. */
async function fill(held: Held): Promise<void> {
  held.report = await runInvoicing(held.world, SETTINGS);
}

/** Megabytes that a run leaves behind: in its report, and in the stores. */
async function memory(): Promise<{ readonly report: number; readonly stores: number }> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const heap = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const world = worldOf(MANY);
  const before = heap();
  const held: Held = { world };
  await fill(held);
  const all = heap();
  check(held.report, MANY);
  held.report = null;
  await setImmediate();
  const left = heap();
  await held.world.rates.latest();
  return { report: all - left, stores: left - before };
}

async function run(): Promise<readonly Figure[]> {
  const decide = await decisions();
  const invoicing = await runs();
  const { report, stores } = await memory();
  const ratio = (of: (size: number) => number, size: number): number => of(MANY) / of(size);
  const decided = (size: number): number => decide[size] ?? Number.NaN;
  const figures = TICKS.flatMap((tick, index): Figure[] => {
    const ran = (size: number): number => invoicing.get(size)?.[index] ?? Number.NaN;
    return [
      { name: `the ${tick} run over ${MANY}, an account`, value: ran(MANY), unit: 'us' },
      { name: `that / an account of ${FEW}`, value: ratio(ran, FEW), ...flat },
      { name: `that / an account of ${SOME}`, value: ratio(ran, SOME), ...flat },
    ];
  });
  return [
    { name: `a decision, of ${MANY}`, value: decided(MANY), unit: 'us' },
    { name: `that / one of ${FEW}`, value: ratio(decided, FEW), ...flat },
    { name: `that / one of ${SOME}`, value: ratio(decided, SOME), ...flat },
    ...figures,
    { name: `the report of ${MANY} accounts`, value: report, unit: 'MB', target: { atMost: 100 } },
    { name: 'what that run adds to the stores', value: stores, unit: 'MB' },
  ];
}

export const invoicingFamily: Family = { title: 'Invoicing, 100,000 clients in one run', run };
