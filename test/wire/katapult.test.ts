import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { catalogue } from '../katapult/catalogue.ts';
import { jsonFilesOf, readJson } from '../support/json-files.ts';

const WireFile = z.object({
  cases: z.array(
    z.object({ call: z.string(), args: z.array(z.unknown()).default([]), result: z.unknown().optional() }),
  ),
});

const Steps = z.array(z.tuple([z.string()]).rest(z.unknown()));

/** The operations that a case calls, by their names. */
function callsOf({ call, args }: z.infer<typeof WireFile>['cases'][number]): string[] {
  if (call === 'outcome') return [z.string().parse(args[0])];
  if (call === 'steps') return Steps.parse(args[0]).map(([name]) => name);
  return [call];
}

const groupOf = (name: string): string => name.split('.')[0] ?? name;

test('every group of the Katapult client is told with an answer', () => {
  const told = new Set(
    jsonFilesOf([join(import.meta.dirname, 'katapult')])
      .flatMap((file) => WireFile.parse(readJson(file)).cases)
      .filter(({ result }) => result !== undefined)
      .flatMap(callsOf)
      .map(groupOf),
  );
  const groups = new Set(catalogue.operations.map(({ sdk }) => groupOf(sdk)));
  expect(groups.size).toBe(42);
  expect([...groups].filter((group) => !told.has(group))).toEqual([]);
});
