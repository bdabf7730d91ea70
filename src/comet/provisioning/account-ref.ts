/**
 * An account that exists, and how to be sure that it is the customer's: names are given again after a deletion, the
 * GUID is not. Without `expect` the work is refused unless `allowUnverifiedOwner` says that the name alone is enough.
 *
 * Source: contract 2.5.
 */
export interface AccountRef {
  /** As `create` returned it. */
  readonly username: string;
  readonly expect?: { readonly creationGuid: string } | undefined;
  /** Takes whatever account has the name. Only for accounts whose GUID was never recorded. */
  readonly allowUnverifiedOwner?: boolean | undefined;
}
