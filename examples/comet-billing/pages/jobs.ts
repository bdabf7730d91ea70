import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import type { JobOutcome, JobRun } from '../storage/job-runs.ts';
import { type PageColumn, showPage } from './page.ts';

/** A run that has not ended after so long was killed; an audit may take longer. */
const STALE_AFTER_MS = { audit: 7_200_000, other: 1_200_000 };

/** A run with where it stands: it ended, is at work, or was killed. */
export interface JobState extends JobRun {
  readonly state: JobOutcome | 'running' | 'stale';
}

function stateOf(run: JobRun, now: Date): JobState['state'] {
  if (run.outcome !== null) return run.outcome;
  const limit = run.job === 'audit' ? STALE_AFTER_MS.audit : STALE_AFTER_MS.other;
  return now.getTime() - Date.parse(run.startedAt) > limit ? 'stale' : 'running';
}

/** The newest run of every job, newest first. */
export function jobStates({ store, clock }: Pick<Desk, 'store' | 'clock'>): readonly JobState[] {
  const now = clock.now();
  const runs = store.jobRuns.list({ newestOnly: true, limit: 100 });
  return runs.map((run) => ({ ...run, state: stateOf(run, now) }));
}

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
