/** `npm run wire -- <files or folders>`: runs wire files, also from outside the repository. */
import { join } from 'node:path';
import { report } from '../test/support/report.ts';
import { runWireFiles } from '../test/wire/runner.ts';

const paths = process.argv.slice(2);
report(await runWireFiles(paths.length > 0 ? paths : [join(import.meta.dirname, '../test/wire')]));
