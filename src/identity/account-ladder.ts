import { type AccountChoice, AccountIndex } from './account-index.ts';
import { ACCOUNT_RUNGS, type AccountAliases, AccountNames, type AccountRung } from './account-names.ts';

/**
 * Compares account names that two systems spell differently. Never by containment: `ann` is part of
 * `joanne`, and `alphaco` of `alphaco2`. A renamed account belongs in the aliases. Source: X4.
 */
export class AccountLadder {
  readonly #names: AccountNames;

  /** @throws InvalidInputError `ALIAS_CYCLE` listed in its issues, when an alias leads back to itself */
  constructor(aliases: AccountAliases = {}) {
    this.#names = new AccountNames(aliases);
  }

  /** The strictest rung on which the names are equal; undefined if on none. Empty equals nothing. */
  rung(a: string | null, b: string | null): AccountRung | undefined {
    if (a === null || b === null) return undefined;
    // So it is with nearly all names, and it is cheap to see.
    if (a === b && a.trim() !== '') return 'equal';
    return ACCOUNT_RUNGS.find((rung) => {
      const key = this.#names.key(rung, a);
      return key !== undefined && key === this.#names.key(rung, b);
    });
  }

  /** Makes candidates ready for many names. */
  among<Candidate extends { readonly account: string | null }>(
    candidates: readonly Candidate[],
  ): AccountIndex<Candidate> {
    return new AccountIndex(this.#names, candidates);
  }

  /**
   * The candidate that the account names: the strictest rung on which at least one matches decides, and only
   * if exactly one matches there.
   */
  pick<Candidate extends { readonly account: string | null }>(
    account: string | null,
    candidates: readonly Candidate[],
  ): AccountChoice<Candidate> | undefined {
    return this.among(candidates).pick(account);
  }
}
