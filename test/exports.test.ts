/**
 * What each door exports is listed in `test/exports`, so that nothing appears or vanishes by accident. After a
 * change on purpose: `npx vitest run --project unit test/exports.test.ts -u`, and read the difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Door, doors } from '../scripts/doors.ts';

interface Exports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const fileOf = ({ path }: Door): string => `${path === '' ? 'index' : path.replaceAll('/', '.')}.txt`;

/** The names that a door's text exports one by one; the house rules forbid any other way. */
function exportsOf({ source }: Door): Exports {
  const text = readFileSync(source, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const values: string[] = [];
  const types: string[] = [];
  for (const [, whole, list = ''] of text.matchAll(/\bexport (type )?\{([^}]*)\}/g)) {
    for (const item of list.split(',')) {
      const [, type, name] = /^\s*(type )?(?:\S+ as )?(\S+)\s*$/.exec(item) ?? [];
      if (name !== undefined) ((whole ?? type) ? types : values).push(name);
    }
  }
  return { values: values.sort(), types: types.sort() };
}

const listed = new Set(readdirSync('test/exports'));

describe('the exports of', () => {
  it('every door, and of nothing else, are listed', () => {
    expect([...listed].sort()).toEqual(doors().map(fileOf).sort());
  });

  it.each(doors().map((door) => [`reseller-sdk/${door.path}`, door] as const))('%s', async (_name, door) => {
    const { values, types } = exportsOf(door);
    const text = [...values.map((name) => `value ${name}`), ...types.map((name) => `type ${name}`)];
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(`exports/${fileOf(door)}`);
  });

  it('the doors at run time are the values in their text', async () => {
    for (const door of doors()) {
      const loaded: object = await import(/* @vite-ignore */ `../${door.source}`);
      expect({ door: door.path, values: Object.keys(loaded).sort() }).toEqual({
        door: door.path,
        values: exportsOf(door).values,
      });
    }
  }, 60_000);
});
