/**
 * `npm run generate`: prints the generated code of the big APIs from `catalog/`. With `--check` nothing is
 * written, and the exit code is 1 when the files in the repository differ.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { targets } from './targets.ts';

const root = join(import.meta.dirname, '..', '..');
const check = process.argv.includes('--check');
const differences: string[] = [];

for (const { folder, files } of targets(root)) {
  const stale = globSync('**/*.ts', { cwd: join(root, folder) })
    .map((file) => join(folder, file))
    .filter((file) => !files.has(file));
  for (const file of stale) {
    differences.push(`${file} is not generated any more`);
    if (!check) rmSync(join(root, file));
  }
  for (const [file, text] of files) {
    const path = join(root, file);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    differences.push(`${file} differs`);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

if (check) for (const difference of differences) console.error(difference);
else console.log(`${differences.length} files written or removed`);
process.exitCode = check && differences.length > 0 ? 1 : 0;
