import { billingFields } from '../../../src/comet/usage/index.ts';
import { projectJson } from '../../../src/core/json-projection.ts';
import type { JsonShape } from '../../../src/core/json-shape.ts';
import type { Family, Figure } from '../family.ts';
import { agree, medians } from '../rounds.ts';
import { type Regularity, syntheticUserList } from '../user-list/synthetic.ts';

const BYTES = 50e6;
const LIST: JsonShape = { each: billingFields.shape };

/** What a shape names of a value that was built whole. */
function pick(value: unknown, shape: JsonShape): unknown {
  if (shape === 'whole' || typeof value !== 'object' || value === null) return value;
  const wanted = (name: string) => ('each' in shape ? shape.each : shape.members[name]);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const inner = wanted(name);
    return inner === undefined ? [] : [[name, pick(member, inner)] as const];
  });
  return Object.fromEntries(members);
}

/** The billing fields of every account, from the bytes of the answer, against `JSON.parse` of its text. */
async function projected(regularity: Regularity): Promise<Figure[]> {
  const bytes = new TextEncoder().encode(syntheticUserList(BYTES, regularity));
  const text = new TextDecoder().decode(bytes);
  agree('R1', projectJson(bytes, LIST), pick(JSON.parse(text), LIST));
  const us = await medians(
    { parse: () => JSON.parse(text), project: () => projectJson(bytes, LIST) },
    { rounds: 9, calls: 1, onProcessor: true },
  );
  return [
    { name: `JSON.parse of 50 MB, ${regularity}`, value: us.parse / 1000, unit: 'ms' },
    {
      name: `billing fields / that, ${regularity}`,
      value: us.project / us.parse,
      unit: 'x',
      target: { atMost: 0.33 },
    },
  ];
}

const run = async (): Promise<readonly Figure[]> => [
  ...(await projected('regular')),
  ...(await projected('ragged')),
];

export const projectionFamily: Family = {
  title: 'R1 the billing fields of a list of users, above JSON.parse',
  run,
};
