import { ConcurrencyError } from '../core/errors/engine.ts';
import { type Clock, systemClock } from '../core/time.ts';
import { Attempts } from './attempts.ts';
import { openBooks, readBooks, unknownAccount } from './books.ts';
import type { CreditLedgerOptions } from './ledger-options.ts';
import { Draft } from './plan/draft.ts';
import type { LedgerCommand } from './plan/ledger-command.ts';
import { drive, type Planning } from './plan/read.ts';
import type { CreditLedgerReads, CreditLedgerRepository } from './repository.ts';
import type { AccountHead } from './rows.ts';

/**
 * Carries commands out: fetches the rows they ask for, commits what they decide, starts over when overtaken.
 *
 * `CreditLedger` does this for you. A program that must be small takes the runner and the commands it needs, and
 * nothing else comes along.
 *
 * @example await new LedgerRunner({ repository }).run('comet', allocateUsages([{ id, at, amount }]))
 */
export class LedgerRunner {
  readonly repository: CreditLedgerRepository;
  readonly #clock: Clock;
  readonly #attempts: Attempts;
  readonly #withAccountLock: CreditLedgerOptions['withAccountLock'];

  /** @throws ConfigError when `tries` is no number of at least 1 */
  constructor(options: CreditLedgerOptions) {
    this.repository = options.repository;
    this.#clock = options.clock ?? systemClock;
    this.#attempts = new Attempts(options);
    this.#withAccountLock = options.withAccountLock;
  }

  /** The head of an account. @throws InvalidInputError `ACCOUNT_UNKNOWN` */
  async head(account: string): Promise<AccountHead> {
    return (await openBooks(this.repository, account)).head;
  }

  /**
   * Plans on the current head and commits; a command that changes nothing writes nothing.
   *
   * @param blank the head of an account that does not exist yet; without it, it must exist
   * @throws ConcurrencyError when every try was overtaken
   */
  async run<Result>(account: string, command: LedgerCommand<Result>, blank?: AccountHead): Promise<Result> {
    const tries = (): Promise<Result> =>
      this.#attempts.run(async () => {
        const head = (await this.repository.head(account)) ?? blank;
        if (head === undefined) throw unknownAccount(account);
        return this.#attempt(head, command);
      });
    return this.#withAccountLock === undefined ? tries() : this.#withAccountLock(account, tries);
  }

  /**
   * What a command would return now; nothing is written. The same planning as `run`, on one state of the books: it
   * is refused where `run` is.
   *
   * @example await runner.preview('comet', allocateUsages(usages)) // who would pay for them?
   * @throws ConcurrencyError when every try was overtaken
   */
  async preview<Result>(account: string, command: LedgerCommand<Result>): Promise<Result> {
    return readBooks(this.repository, account, this.#attempts, async ({ head, rows }) =>
      this.#plan(this.#draft(head), command, rows),
    );
  }

  #draft(head: AccountHead): Draft {
    return new Draft(head, this.#clock.now().toISOString());
  }

  async #attempt<Result>(head: AccountHead, command: LedgerCommand<Result>): Promise<Result> {
    const draft = this.#draft(head);
    const result = await this.#plan(draft, command, this.repository);
    if (draft.isChanged) await this.repository.commit(head.account.id, head.version, draft.batch());
    return result;
  }

  /** A refusal counts only if it was found on one state of the books and not across two. */
  async #plan<Result>(
    draft: Draft,
    command: LedgerCommand<Result>,
    from: CreditLedgerReads,
  ): Promise<Result> {
    let portFailed = false;
    try {
      return await drive(complete(draft, command), from, () => {
        portFailed = true;
      });
    } catch (error) {
      const { account, version } = draft.head;
      if (portFailed || ((await from.head(account.id))?.version ?? 0) === version) throw error;
      throw new ConcurrencyError(`account ${account.id} changed during planning`, 'VERSION_CONFLICT', {
        cause: error,
      });
    }
  }
}

function* complete<Result>(draft: Draft, command: LedgerCommand<Result>): Planning<Result> {
  const result = yield* command(draft);
  yield* draft.periods.load();
  return result;
}
