import { AdminListUsersFull } from '../../../src/comet/admin/operations/index.ts';
import { issuesOf } from '../../../src/core/check.ts';
import { parseJson } from '../../../src/core/http/json.ts';
import type { Family, Figure } from '../family.ts';
import { fresh } from '../processes.ts';
import { agree, median, medians } from '../rounds.ts';
import { userListText } from '../user-list/text.ts';

const WAYS = ['nothing', 'parse', 'check', 'collect'] as const;
const USERS = 4000;
const ROUNDS = 3;

/** Parsing and checking every field of 20 MB in this process, against `JSON.parse`. */
async function checkedParse(): Promise<Figure[]> {
  const text = userListText(4000);
  const { check } = AdminListUsersFull;
  const checked = (): unknown => {
    const value = parseJson(text);
    if (check === undefined || issuesOf(value, check).length > 0)
      throw new Error('R2: the list is not in order');
    return value;
  };
  agree('R2', checked(), JSON.parse(text));
  const us = await medians({ parse: () => JSON.parse(text), checked }, { rounds: 15, calls: 1 });
  return [
    { name: `JSON.parse of ${(text.length / 1e6).toFixed(0)} MB`, value: us.parse / 1000, unit: 'ms' },
    {
      name: 'parse and check / JSON.parse',
      value: us.checked / us.parse,
      unit: 'x',
      target: { atMost: 1.25 },
    },
  ];
}

/** Time and memory of whole processes that read 4000 profiles. */
async function wholeProcesses(): Promise<Figure[]> {
  const runs = new Map(WAYS.map((way) => [way, { ms: [] as number[], peakMb: [] as number[] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [way, { ms, peakMb }] of runs) {
      const count = way === 'nothing' ? 0 : USERS;
      const run = JSON.parse(await fresh(['scripts/bench/user-list/main.ts', way, String(count)]));
      ms.push(run.ms);
      peakMb.push(run.peakMb);
    }
  }
  const middle = (way: (typeof WAYS)[number], axis: 'ms' | 'peakMb') => median(runs.get(way)?.[axis] ?? []);
  const memory = (way: (typeof WAYS)[number]) => middle(way, 'peakMb') - middle('nothing', 'peakMb');
  return [
    { name: `fetch and JSON.parse of ${USERS} profiles`, value: middle('parse', 'ms'), unit: 'ms' },
    { name: 'memory of that', value: memory('parse'), unit: 'MB' },
    ...(['check', 'collect'] as const).flatMap((way): Figure[] => [
      { name: `${way}, time / that`, value: middle(way, 'ms') / middle('parse', 'ms'), unit: 'x' },
      { name: `${way}, memory / that`, value: memory(way) / memory('parse'), unit: 'x' },
    ]),
  ];
}

const run = async (): Promise<readonly Figure[]> => [...(await checkedParse()), ...(await wholeProcesses())];

export const userListFamily: Family = {
  title: 'R2 a full list of users, parsed, checked and collected',
  run,
};
