/** `npm run example <name> [-- flags]`: runs `examples/<name>/main.ts` on the sources of the package. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = join(import.meta.dirname, '..', 'examples');
const [name = '', ...flags] = process.argv.slice(2);
const main = join(folder, name, 'main.ts');

if (name === '' || !existsSync(main)) {
  const names = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory());
  console.error(`usage: npm run example <name>; there are: ${names.map((item) => item.name).join(', ')}`);
  process.exitCode = 2;
} else {
  process.argv = [process.argv[0] ?? 'node', main, ...flags];
  await import(pathToFileURL(main).href);
}
