import { toUnits } from '../../../src/core/amount.ts';
import type { Family } from '../family.ts';
import { agree, medians } from '../rounds.ts';

const COUNT = 10_000;
const SCALE = 4;

async function run() {
  const texts = Array.from({ length: COUNT }, (_item, index) => {
    const cents = (index * 7_919) % 10_000_000;
    return `${index % 9 === 0 ? '-' : ''}${Math.floor(cents / 100)}.${String(cents % 10_000).padStart(4, '0')}`;
  });
  const sumOfFloats = () => {
    let sum = 0;
    for (const text of texts) sum += Number(text);
    return sum;
  };
  const sumOfUnits = () => {
    let last = 0n;
    for (const text of texts) last = toUnits(text, SCALE);
    return last;
  };
  agree('R8', Number(sumOfUnits()) / 10 ** SCALE, Number(texts.at(-1)));
  const us = await medians({ floats: sumOfFloats, units: sumOfUnits }, { rounds: 40, calls: 10 });
  return [
    { name: 'Number()', value: us.floats / COUNT, unit: 'us' },
    { name: 'exact / Number()', value: us.units / us.floats, unit: 'x', target: { atMost: 1 } },
  ] as const;
}

export const moneyFamily: Family = { title: 'R8 exact parse of money, against Number()', run };
