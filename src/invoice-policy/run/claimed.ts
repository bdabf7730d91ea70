import type { ClaimedAccount } from '../ports/account-source.ts';
import type { LocalState } from './local-state.ts';
import type { AccountOutcome } from './report.ts';

/** An account that the vendor handed out. */
export interface Claimed {
  readonly claimId: string;
  readonly accountId: string;
  readonly local: LocalState;
  readonly account: ClaimedAccount;
}

/** How it ended for an account, as far as it adds to what was known. */
export type Ending = Partial<AccountOutcome> & Pick<AccountOutcome, 'reason' | 'periods'>;
