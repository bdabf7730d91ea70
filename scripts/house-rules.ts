/** Rules of the house that no linter knows: file length, exports that match the doors, no machine traces. */
import { globSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { doors, exportsOf } from './doors.ts';

const MAX_LINES = 300;
const MAX_MEDIAN = 100;

const sources = globSync('src/**/*.ts').filter((file) => !file.includes('/generated/'));
const lengths = sources.map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }));
const problems: string[] = [];

for (const { file, lines } of lengths) {
  if (lines > MAX_LINES) problems.push(`${file} has ${lines} lines, more than ${MAX_LINES}`);
}
const median = lengths.map(({ lines }) => lines).sort((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
if (median > MAX_MEDIAN) problems.push(`the median source file has ${median} lines, more than ${MAX_MEDIAN}`);

for (const file of globSync('{src,scripts,examples,test}/**/*.ts')) {
  if (file.includes('/generated/')) continue;
  const text = readFileSync(file, 'utf8');
  if (/\bexport \* from\b/.test(text)) problems.push(`${file} re-exports a whole module; name the exports`);
  if (/^src\//.test(file) && /\bimport \{ z \} from 'zod'/.test(text)) {
    problems.push(`${file} imports { z }, which triples a bundle; write import * as z from 'zod/mini'`);
  }
}

const { exports: declared } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: unknown };
const expected = exportsOf(doors());
if (!isDeepStrictEqual(declared, expected)) {
  problems.push(
    `package.json#exports differs from the doors in src; it should be ${JSON.stringify(expected)}`,
  );
}

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
