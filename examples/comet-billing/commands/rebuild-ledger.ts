import type { RebuildResult, VerifyReport } from 'reseller-sdk/credit-ledger';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import { foreign, type Output } from '../output.ts';
import type { Options } from './options.ts';

function logProblems({ log }: Output, { problems, found }: VerifyReport): void {
  for (const { code, what, expected, actual } of problems) {
    log(foreign(`${code} ${what}: ${actual}, and should be ${expected}`));
  }
  if (found > problems.length) log(`and ${found - problems.length} more`);
}

function text({ dryRun, changedUsages, changedLots, before, after }: RebuildResult): string {
  const verb = dryRun ? 'would change' : 'changed';
  return [
    `${verb} ${changedUsages} charges and ${changedLots} lots`,
    `net of debt ${before.net} -> ${after.net}, expired ${before.expired} -> ${after.expired}`,
  ].join('\n');
}

/**
 * Attributes the usage anew, as if everything had arrived in order, and checks the books before and after. With
 * `--dry-run` it tells what would change. Exit 0; 1 when an invariant is broken, and then nothing is rebuilt.
 */
export async function rebuildLedger({ ledger, output }: Desk, options: Options): Promise<ExitCode> {
  const { from, dryRun, json } = options;
  output.progress?.('checking the books');
  const checked = await ledger.verify(ACCOUNT);
  if (!checked.ok) {
    logProblems(output, checked);
    output.print(
      json ? JSON.stringify({ rebuilt: null, verify: checked }, null, 2) : 'the books do not add up',
    );
    return VARIANCE;
  }
  output.progress?.('attributing the usage anew');
  const rebuilt = await ledger.rebuild(ACCOUNT, { dryRun, ...(from && { from }) });
  output.progress?.('checking the books');
  const verify = await ledger.verify(ACCOUNT);
  logProblems(output, verify);
  output.print(json ? JSON.stringify({ rebuilt, verify }, null, 2) : text(rebuilt));
  return verify.ok ? OK : VARIANCE;
}
