import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type JobState, jobStates } from '../steps/job-states.ts';
import { type PageColumn, showPage } from './page.ts';

const COLUMNS: readonly PageColumn<JobState>[] = [
  { title: 'Job', value: ({ job }) => job },
  { title: 'State', value: ({ state }) => state },
  { title: 'Exit', value: ({ exitCode }) => exitCode, isNumber: true },
  { title: 'Started', value: ({ startedAt }) => startedAt },
  { title: 'Ended', value: ({ endedAt }) => endedAt },
  { title: 'Last line', value: ({ log }) => log.at(-1) ?? null },
];

/** The newest run of every job, and with `--verbose` its last lines. Exit 0. */
export async function jobs(desk: Desk, options: Options): Promise<ExitCode> {
  const rows = jobStates(desk);
  const lines = rows.flatMap(({ job, log }) => ['', `${job}:`, ...log.map((line) => `  ${line}`)]);
  return showPage(desk.output, options, {
    json: { jobs: rows },
    rows,
    columns: COLUMNS,
    after: options.verbose ? lines : [],
    empty: 'No job has run on this database.',
  });
}
