import type { Command } from './commands/command.ts';
import { ERROR, type ExitCode, OK } from './exit-codes.ts';
import type { Desk } from './job.ts';
import type { JobOutcome } from './storage/job-runs.ts';

/** Lines of the log that are kept of a run. */
const LAST_LINES = 20;

function outcomeOf(code: ExitCode, others: NonNullable<Command['job']>): JobOutcome {
  return code === OK ? 'ok' : (others[code] ?? 'error');
}

/** A command, as far as a run of it goes. */
type Runnable<Place, Given> = Pick<Command, 'name' | 'job'> & {
  readonly run: (place: Place, options: Given) => Promise<ExitCode>;
};

/**
 * Runs a command. If it is a job, the list of jobs tells when it began, how it ended and what it logged last; a run that
 * is killed stays there without an end.
 */
export async function loggedRun<Place extends Pick<Desk, 'store' | 'clock' | 'output'>, Given>(
  place: Place,
  { name, job, run }: Runnable<Place, Given>,
  options: Given,
): Promise<ExitCode> {
  if (job === undefined) return run(place, options);
  const { store, clock, output } = place;
  const id = store.jobRuns.begin(name, clock.now().toISOString());
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
    if (lines.length > LAST_LINES) lines.shift();
    output.log(line);
  };
  const end = (outcome: JobOutcome, code: ExitCode): void =>
    store.jobRuns.end(id, clock.now().toISOString(), outcome, code, lines);
  try {
    const code = await run({ ...place, output: { ...output, log } }, options);
    end(outcomeOf(code, job), code);
    return code;
  } catch (error) {
    lines.push(error instanceof Error ? error.message : String(error));
    end('error', ERROR);
    throw error;
  }
}
