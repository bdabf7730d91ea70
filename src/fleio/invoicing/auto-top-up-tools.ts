import type { Clock } from '../../core/time.ts';
import type { AutoTopUpPorts } from './auto-top-up-ports.ts';
import type { AutoTopUpSettings } from './decide-top-up.ts';

/** What a run rests on. */
export interface AutoTopUpTools {
  readonly ports: AutoTopUpPorts;
  readonly settings: AutoTopUpSettings;
  readonly runId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** False: the lock is lost. */
  readonly extend: () => Promise<boolean>;
}
