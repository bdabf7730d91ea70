import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A public door of the package: a folder of `src` with an `index.ts`. */
export interface Door {
  /** Path behind `reseller-sdk/`; empty for the root. */
  readonly path: string;
  /** Source file, relative to the repository. */
  readonly source: string;
}

/** Every script of package.json runs here; the bundled configuration of the build has no place of its own. */
const root = process.cwd();

/** All doors, the root first, then by path. */
export function doors(): Door[] {
  const found: Door[] = [];
  const walk = (path: string): void => {
    const folder = join('src', path);
    if (existsSync(join(root, folder, 'index.ts'))) found.push({ path, source: join(folder, 'index.ts') });
    for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (item.isDirectory()) walk(join(path, item.name));
    }
  };
  walk('');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The `exports` of package.json that these doors need. */
export function exportsOf(list: readonly Door[]): Record<string, unknown> {
  const entries = list.map(({ path }) => {
    const file = path === '' ? './dist/index' : `./dist/${path}/index`;
    const target = {
      import: { types: `${file}.d.ts`, default: `${file}.js` },
      require: { types: `${file}.d.cts`, default: `${file}.cjs` },
    };
    return [path === '' ? '.' : `./${path}`, target] as const;
  });
  return { ...Object.fromEntries(entries), './package.json': './package.json' };
}
