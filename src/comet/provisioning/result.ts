import type { StepId } from './plan.ts';
import type { AccountUsage } from './usage.ts';
import type { AccountWarning } from './warning.ts';

/** What became of a step: `adopted` it had happened although no answer came; `skipped` it was not needed. */
export interface StepReport {
  readonly id: StepId;
  readonly outcome: 'done' | 'adopted' | 'skipped';
}

/** What all work on an account returns. */
export interface AccountReport {
  readonly username: string;
  readonly creationGuid: string;
  readonly steps: readonly StepReport[];
  readonly warnings: readonly AccountWarning[];
}

/** An account that was created, finished, or found finished. Keep all of it but the hash. */
export interface CreatedAccount extends AccountReport {
  readonly status: 'created' | 'resumed' | 'unchanged';
  /** Empty for the top level. */
  readonly organizationId: string;
  readonly policyId?: string | undefined;
  readonly destinationId?: string | undefined;
  readonly profileHash: string;
}

/** An account after a change, a suspension or a new password. */
export interface ChangedAccount extends AccountReport {
  /** False when everything was as wanted, so that nothing was written. */
  readonly changed: boolean;
  readonly policyId?: string | undefined;
  readonly destinationId?: string | undefined;
}

/** An account that is no more. */
export interface TerminatedAccount extends Omit<AccountReport, 'creationGuid'> {
  readonly alreadyGone: boolean;
  /** What it used, for the last invoice; undefined where it was gone. */
  readonly usage: AccountUsage | undefined;
}

/** What a page needs to log somebody in to Comet's web interface. The message holds a key: never put it in a URL. */
export interface SsoTicket {
  /** The page to open. */
  readonly openUrl: string;
  /** Take messages of this origin alone, and post to it alone. */
  readonly expectOrigin: string;
  /** The `msg` of the message to wait for before posting. */
  readonly waitFor: 'app_loaded';
  readonly message: {
    readonly msg: 'session_login' | 'user_session_login';
    readonly username: string;
    readonly sessionkey: string;
  };
}
