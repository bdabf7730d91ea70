import { InvalidInputError } from 'reseller-sdk';
import { verifyReport } from 'reseller-sdk/reconciler';
import { parseReport } from 'reseller-sdk/reconciler/schema';
import type { Options } from '../commands/options.ts';
import { render } from '../commands/render.ts';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { foreign } from '../output.ts';

function refuse(message: string): never {
  throw new InvalidInputError('report', [{ path: 'ID', message }]);
}

/** A saved comparison, once its hash is verified. Exit 0; 1 when it is not what was saved, and then nothing is shown. */
export async function report({ store, output }: Desk, options: Options): Promise<ExitCode> {
  const [id = ''] = options.words;
  const saved = await store.reports.find(id);
  if (saved === null) return refuse(`${foreign(id)} is no saved report; the command reports lists them`);
  if (verifyReport(saved.sealed).length > 0 || saved.sealed.sha256 !== saved.sha256) {
    output.log(
      `report ${saved.reportId}: REPORT_CHANGED, its text does not have the hash that was saved with it`,
    );
    return VARIANCE;
  }
  output.log(`report ${saved.reportId}, saved at ${saved.savedAt}, sha256 ${saved.sha256}: verified`);
  output.print(render(parseReport(saved.sealed.json), options));
  return OK;
}
