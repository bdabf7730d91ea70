import type { Desk } from '../job.ts';
import type { JobOutcome, JobRun } from '../storage/job-runs.ts';

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
