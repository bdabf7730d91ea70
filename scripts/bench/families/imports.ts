import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Family, Figure } from '../family.ts';
import { built, fresh } from '../processes.ts';
import { median } from '../rounds.ts';

const ROUNDS = 15;
const DOORS = [
  'index',
  'credit-ledger/index',
  'reconciler/index',
  'invoice-policy/index',
  'billing-audit/index',
];
const TARGET = 0.15;

/** A program that times one statement, after the loader has been used once. */
const timed = (statement: string): readonly string[] => [
  '--input-type=module',
  '-e',
  `await import('data:text/javascript,'); const started = performance.now(); ${statement}; console.log(performance.now() - started)`,
];

async function run(): Promise<readonly Figure[]> {
  const dist = await built();
  const doors = DOORS.filter((door) => existsSync(join(dist, `${door}.js`)));
  const programs = new Map(
    doors.map((door) => [door, timed(`await import('${pathToFileURL(join(dist, `${door}.js`)).href}')`)]),
  );
  programs.set('Request', timed('void globalThis.Request'));
  const times = new Map<string, number[]>([...programs.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, program] of programs) times.get(name)?.push(Number(await fresh(program)));
  }
  const request = median(times.get('Request') ?? []);
  const figures = doors.flatMap((door): Figure[] => {
    const name = door === 'index' ? 'reseller-sdk' : `reseller-sdk/${door.replace('/index', '')}`;
    const value = median(times.get(door) ?? []);
    return [
      { name: `${name} / Request`, value: value / request, unit: 'x', target: { atMost: TARGET } },
      { name, value, unit: 'ms' },
    ];
  });
  return [{ name: 'first touch of Request', value: request, unit: 'ms' }, ...figures];
}

export const importsFamily: Family = { title: 'R11 import, against the first touch of Request', run };
