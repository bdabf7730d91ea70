/**
 * `npm run bench [-- --only R10,R12] [--json] [--gate]`: our ratios, each against a baseline of the same run.
 * A family runs in a process of its own. `--gate` makes a figure beyond its budget, or a missed target without one,
 * the exit code 1.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { families } from './families.ts';
import { type Figure, keepsTarget, passesGate } from './family.ts';
import { fresh } from './processes.ts';

interface Measured {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    gate: { type: 'boolean', default: false },
    /** Internal: runs one family in this process and prints its figures. */
    family: { type: 'string' },
  },
});

async function measure(id: string): Promise<Measured> {
  const args = [...process.execArgv, import.meta.filename, '--family', id];
  return JSON.parse((await fresh(args)).split('\n').at(-1) ?? '');
}

function lineOf(figure: Figure): string {
  const { name, value, unit, target } = figure;
  const shown = unit === 'bytes' ? String(value) : value.toPrecision(3);
  const promise =
    target === undefined ? '' : 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
  const verdict = { true: 'kept', false: 'MISSED', undefined: '' }[String(keepsTarget(figure))];
  return `  ${name.padEnd(48)}${shown.padStart(10)} ${unit.padEnd(6)}${promise.padEnd(10)}${verdict}`;
}

async function report(): Promise<void> {
  const ids = values.only?.split(',') ?? Object.keys(families);
  const unknown = ids.filter((id) => !Object.hasOwn(families, id));
  if (unknown.length > 0) throw new Error(`There is no ${unknown}; there are ${Object.keys(families)}`);
  const before = loadavg();
  const measured: Measured[] = [];
  for (const id of ids) {
    const family = await measure(id);
    measured.push(family);
    if (!values.json) console.log(`${family.title}\n${family.figures.map(lineOf).join('\n')}\n`);
  }
  const load = { before, after: loadavg() };
  const list = (loads: readonly number[]): string => loads.map((value) => value.toFixed(1)).join(' ');
  if (values.json)
    console.log(JSON.stringify({ node: process.version, load, families: measured }, undefined, 2));
  else console.log(`Node ${process.version}, load ${list(load.before)} before, ${list(load.after)} after`);
  const refused = measured.flatMap(({ figures }) => figures).filter((figure) => !passesGate(figure));
  if (!values.gate || refused.length === 0) return;
  for (const { name, value, budget } of refused)
    console.error(`${name}: ${value} is beyond ${budget ?? 'its target'}`);
  process.exitCode = 1;
}

if (values.family === undefined) await report();
else {
  const family = await families[values.family]?.();
  const figures = await family?.run();
  console.log(JSON.stringify({ id: values.family, title: family?.title, figures }));
}
