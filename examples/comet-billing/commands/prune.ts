import { type ExitCode, OK } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { pruneUsage, type UsagePruning } from '../steps/prune-usage.ts';
import type { Options } from './options.ts';
import { UsageError } from './usage-error.ts';

function text({ keepFrom, dryRun, days }: UsagePruning): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return `nothing to prune before ${keepFrom}`;
  const size = days.reduce((sum, day) => sum + day.size, 0);
  return [
    ...days.map(({ day, collections }) => `  ${day}  ${collections} collections`),
    `${dryRun ? 'would take' : 'took'} the single rows off ${days.length} days, ${first.day} to ${last.day}, ${size} characters`,
    ...(dryRun ? ['nothing was written; do it with --apply'] : []),
  ].join('\n');
}

/**
 * Takes the single rows off the usage that is older than `--keep-days`; without `--apply` it tells what it would do.
 * Exit 0.
 */
export async function prune(desk: Desk, { keepDays, apply, json }: Options): Promise<ExitCode> {
  if (keepDays === undefined) throw new UsageError('prune needs --keep-days N [--apply]');
  const pruning = pruneUsage(desk, { keepDays, dryRun: !apply });
  desk.output.print(json ? JSON.stringify(pruning, null, 2) : text(pruning));
  return OK;
}
