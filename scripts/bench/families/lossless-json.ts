import { parseJson, stringifyJson } from '../../../src/core/http/json.ts';
import type { Family } from '../family.ts';
import { agree, medians } from '../rounds.ts';

/** About `megabytes` of profiles, with the long numbers that are common (times, sizes) and none that is unsafe. */
function profiles(megabytes: number): string {
  const rows: unknown[] = [];
  for (let size = 0, id = 0; size < megabytes * 1e6; id += 1) {
    const row = {
      Username: `customer-${id}`,
      CreateTime: 1_700_000_000 + id,
      Emails: [`owner-${id}@example.com`],
      IsSuspended: id % 50 === 0,
      Statistics: { Size: 734_003_200 * (id % 1000), MeasuredAtNs: 1_700_000_000_000 + id, Ratio: id / 7 },
      Description: `Files, mail: ${id}, [archive ${id}]`,
    };
    rows.push(row);
    size += JSON.stringify(row).length;
  }
  return JSON.stringify(rows);
}

async function run() {
  const text = profiles(10);
  const unsafe = text.replace('"CreateTime":1700000000,', '"CreateTime":18446744073709551615,');
  agree('R4', parseJson(text), JSON.parse(text));
  agree('R4 unsafe', stringifyJson(parseJson(unsafe)), unsafe);
  const plain = () => JSON.parse(text);
  const us = await medians({ plain, lossless: () => parseJson(text) }, { rounds: 61, calls: 1 });
  // On its own: the garbage of this one would be swept in the time of the next.
  const hit = await medians({ plain, hit: () => parseJson(unsafe) }, { rounds: 9, calls: 1 });
  return [
    { name: 'JSON.parse of 10 MB', value: us.plain / 1000, unit: 'ms' },
    { name: 'lossless / JSON.parse', value: us.lossless / us.plain, unit: 'x', target: { atMost: 1.3 } },
    { name: 'lossless with one unsafe integer / JSON.parse', value: hit.hit / hit.plain, unit: 'x' },
  ] as const;
}

export const losslessJsonFamily: Family = { title: 'R4 lossless 64-bit integers, above JSON.parse', run };
