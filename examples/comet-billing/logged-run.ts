import type { Command } from './commands/command.ts';
import { ERROR, type ExitCode, OK } from './exit-codes.ts';
import type { Desk } from './job.ts';
import type { Output } from './output.ts';
import type { JobOutcome } from './storage/job-runs.ts';

/** Lines of the log that are kept of a run. */
const LAST_LINES = 20;

function outcomeOf(code: ExitCode, others: NonNullable<Command['job']>): JobOutcome {
  return code === OK ? 'ok' : (others[code] ?? 'error');
}

/**
 * Runs a command, and notes in the list of jobs when it began, how it ended and what it logged last. A run that is
 * killed stays there without an end.
 */
export async function loggedRun(
  { store, clock, output }: Pick<Desk, 'store' | 'clock' | 'output'>,
  { name, job }: Pick<Command, 'name' | 'job'>,
  run: (output: Output) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (job === undefined) return run(output);
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
    const code = await run({ ...output, log });
    end(outcomeOf(code, job), code);
    return code;
  } catch (error) {
    lines.push(error instanceof Error ? error.message : String(error));
    end('error', ERROR);
    throw error;
  }
}
