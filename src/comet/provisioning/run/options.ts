import type { CallOptions } from '../../../core/http/call.ts';
import type { Sleep } from '../../../core/sleep.ts';
import type { Clock } from '../../../core/time.ts';
import type { PolicyCaller } from '../../policy/index.ts';
import type { AccountJournal } from '../journal.ts';

/** What makes the calls: a `CometConnection` or a `CometAdminClient`. */
export interface AccountCaller extends PolicyCaller {
  /** The address of the server; what a login to the web interface opens. */
  readonly baseUrl?: string | undefined;
  /** The administrator that is logged in. */
  readonly username?: string | undefined;
}

/** What `CometAccounts` works with. */
export interface CometAccountsOptions {
  /** What makes the calls: a `CometConnection` or a `CometAdminClient`, logged in as an administrator. */
  readonly comet: AccountCaller;
  /** Remembers creations. Default: a journal in memory, which is lost with the process. */
  readonly journal?: AccountJournal | undefined;
  /** Default: the clock of the platform. */
  readonly clock?: Clock | undefined;
  /** Waits between writes that met a conflict. Default: the timers of the platform. */
  readonly sleep?: Sleep | undefined;
  /** A number from 0 up to 1, for the length of these waits. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** What a person found out about the account that an `AMBIGUOUS_CREATE` named. */
export interface ClaimVerdict {
  /** The account that was looked at: `exists.creationGuid` of the error. The verdict is of no other. */
  readonly creationGuid: string;
  /** Whether it is this service's, which then goes on with it. If not, the service gets another name or `USERNAME_TAKEN`. */
  readonly isOurs: boolean;
}

/** How an account is created. */
export interface CreateOptions extends CallOptions {
  /**
   * What to do with an account that exists and cannot be finished: `resume` keeps it as it is; `suspend` suspends it
   * until a later call finishes it; `delete` deletes it if this call created it and nothing was stored in it, and else
   * suspends it. The error's `compensation` tells what was done. Default `resume`.
   *
   * Source: contract 2.7.
   */
  readonly onPartial?: 'resume' | 'suspend' | 'delete' | undefined;
  /**
   * Told once the account is known to be this service's, before it is configured; again by each call that resumes. Keep
   * what it says. What it throws stops the creation.
   */
  readonly onClaimed?:
    | ((account: { readonly username: string; readonly creationGuid: string }) => void | Promise<void>)
    | undefined;
  /** Ends an `AMBIGUOUS_CREATE` of an earlier call; without one it changes nothing. */
  readonly verdict?: ClaimVerdict | undefined;
}
