import { ACCOUNT_RUNGS, type AccountNames, type AccountRung } from './account-names.ts';

/** The candidate that an account name means. */
export interface AccountChoice<Candidate> {
  readonly candidate: Candidate;
  /** How their names agree. */
  readonly rung: AccountRung;
}

/**
 * Candidates of which account names pick one, so that one name costs the same among ten and among a million. Made by
 * `AccountLadder.among`. Source: X4.
 */
export class AccountIndex<Candidate extends { readonly account: string | null }> {
  readonly #names: AccountNames;
  readonly #candidates: readonly Candidate[];
  /** By what the rung compares, from the first name that gets there on; null stands for several. */
  readonly #rungs = new Map<AccountRung, ReadonlyMap<string, Candidate | null>>();

  /** @internal */
  constructor(names: AccountNames, candidates: readonly Candidate[]) {
    this.#names = names;
    this.#candidates = candidates;
  }

  /**
   * The candidate that the account names: the strictest rung on which at least one matches decides, and only
   * if exactly one matches there.
   */
  pick(account: string | null): AccountChoice<Candidate> | undefined {
    if (account === null) return undefined;
    for (const rung of ACCOUNT_RUNGS) {
      const key = this.#names.key(rung, account);
      const candidate = key === undefined ? undefined : this.#on(rung).get(key);
      if (candidate !== undefined) return candidate === null ? undefined : { candidate, rung };
    }
    return undefined;
  }

  #on(rung: AccountRung): ReadonlyMap<string, Candidate | null> {
    const known = this.#rungs.get(rung);
    if (known !== undefined) return known;
    const byKey = new Map<string, Candidate | null>();
    for (const candidate of this.#candidates) {
      const key = candidate.account === null ? undefined : this.#names.key(rung, candidate.account);
      if (key !== undefined) byKey.set(key, byKey.has(key) ? null : candidate);
    }
    this.#rungs.set(rung, byKey);
    return byKey;
  }
}
