import { ConcurrencyError } from '../core/errors/engine.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import type { Attempts } from './attempts.ts';
import type { CreditLedgerReads } from './repository.ts';
import type { AccountHead } from './rows.ts';

/** The account is to be opened first. */
export function unknownAccount(account: string): InvalidInputError {
  const message = `${JSON.stringify(String(account).slice(0, 100))} is not open; call openAccount first`;
  return new InvalidInputError(
    'account',
    [{ path: 'account', message, code: 'ACCOUNT_UNKNOWN' }],
    'ACCOUNT_UNKNOWN',
  );
}

/** The books of one account, as a view reads them. */
export class Books {
  readonly head: AccountHead;
  readonly #reads: CreditLedgerReads;
  #isOpened = false;

  constructor(reads: CreditLedgerReads, head: AccountHead) {
    this.#reads = reads;
    this.head = head;
  }

  /** The rows beside the head. */
  get rows(): CreditLedgerReads {
    this.#isOpened = true;
    return this.#reads;
  }

  /** Whether rows beside the head were looked at. */
  get isOpened(): boolean {
    return this.#isOpened;
  }
}

/** The books as they stand. @throws InvalidInputError `ACCOUNT_UNKNOWN` */
export async function openBooks(reads: CreditLedgerReads, account: string): Promise<Books> {
  const head = await reads.head(account);
  if (head === undefined) throw unknownAccount(account);
  return new Books(reads, head);
}

/**
 * What a view makes of one state of the books. Rows that were read while a writer changed the account belong to
 * different states, so then the view starts over.
 *
 * @throws ConcurrencyError when every try was overtaken
 */
export function readBooks<Result>(
  reads: CreditLedgerReads,
  account: string,
  attempts: Attempts,
  view: (books: Books) => Promise<Result>,
): Promise<Result> {
  return attempts.run(async () => {
    const books = await openBooks(reads, account);
    const result = await view(books);
    if (!books.isOpened || (await reads.head(account))?.version === books.head.version) return result;
    throw new ConcurrencyError(`account ${account} changed while it was read`, 'VERSION_CONFLICT');
  });
}
