/** `npm run cases -- <files or folders>`: runs case files, also from outside the repository. */
import { join } from 'node:path';
import { runCaseFiles } from '../test/cases/runner.ts';
import { report } from '../test/support/report.ts';

const paths = process.argv.slice(2);
report(await runCaseFiles(paths.length > 0 ? paths : [join(import.meta.dirname, '../test/cases')]));
