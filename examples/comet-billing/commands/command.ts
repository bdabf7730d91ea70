import type { ExitCode } from '../exit-codes.ts';
import type { Desk, Job } from '../job.ts';
import type { JobOutcome } from '../storage/job-runs.ts';
import type { Options, Takes } from './options.ts';

interface Facts extends Takes {
  /** What it does, in a line. */
  readonly summary: string;
  /** For commands that work: how the exits other than 0 and 2 count in the list of jobs. */
  readonly job?: Readonly<Partial<Record<ExitCode, JobOutcome>>> | undefined;
  /** Exit for a command line that is not understood. Default 2. */
  readonly usageExit?: ExitCode | undefined;
}

/** A command that asks servers or the portal. */
export interface SourceCommand extends Facts {
  readonly needs: 'sources';
  readonly run: (job: Job, options: Options) => Promise<ExitCode>;
}

/** A command that writes to the store, and needs nothing else. */
export interface StoreCommand extends Facts {
  readonly needs: 'store';
  readonly run: (desk: Desk, options: Options) => Promise<ExitCode>;
}

/** A command that shows what is stored. */
export interface FiguresCommand extends Facts {
  readonly needs: 'figures';
  readonly run: (desk: Desk, options: Options) => Promise<ExitCode>;
}

export type Command = SourceCommand | StoreCommand | FiguresCommand;
