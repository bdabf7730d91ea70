import { ConcurrencyError } from '../core/errors/engine.ts';
import { ConfigError, InvalidInputError } from '../core/errors/input.ts';
import { type Sleep, systemSleep } from '../core/sleep.ts';
import { type Clock, systemClock } from '../core/time.ts';
import type { CreditLedgerOptions } from './ledger-options.ts';
import { Draft } from './plan/draft.ts';
import type { LedgerCommand } from './plan/ledger-command.ts';
import type { Planning } from './plan/read.ts';
import type { CreditLedgerReads, CreditLedgerRepository } from './repository.ts';
import type { AccountHead } from './rows.ts';

const DEFAULT_TRIES = 8;
const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 500;

/** The account is to be opened first. */
function unknownAccount(account: string): InvalidInputError {
  const message = `${JSON.stringify(String(account).slice(0, 100))} is not open; call openAccount first`;
  return new InvalidInputError(
    'account',
    [{ path: 'account', message, code: 'ACCOUNT_UNKNOWN' }],
    'ACCOUNT_UNKNOWN',
  );
}

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
  readonly #tries: number;
  readonly #random: () => number;
  readonly #sleep: Sleep;

  /** @throws ConfigError when `tries` is no number of at least 1 */
  constructor(options: CreditLedgerOptions) {
    this.repository = options.repository;
    this.#clock = options.clock ?? systemClock;
    this.#tries = options.tries ?? DEFAULT_TRIES;
    if (!(this.#tries >= 1)) throw new ConfigError('tries must be a number of at least 1');
    this.#random = options.random ?? Math.random;
    this.#sleep = options.sleep ?? systemSleep;
  }

  /** The head of an account. @throws InvalidInputError `ACCOUNT_UNKNOWN` */
  async head(account: string): Promise<AccountHead> {
    const head = await this.repository.head(account);
    if (head === undefined) throw unknownAccount(account);
    return head;
  }

  /**
   * Plans on the current head and commits; a command that changes nothing writes nothing.
   *
   * @param blank the head of an account that does not exist yet; without it, it must exist
   * @throws ConcurrencyError when every try was overtaken
   */
  async run<Result>(account: string, command: LedgerCommand<Result>, blank?: AccountHead): Promise<Result> {
    for (let tried = 1; ; tried += 1) {
      const head = (await this.repository.head(account)) ?? blank;
      if (head === undefined) throw unknownAccount(account);
      try {
        return await this.#attempt(head, command);
      } catch (error) {
        if (!isConflict(error) || tried >= this.#tries) throw error;
      }
      const longest = Math.min(FIRST_WAIT_MS * 2 ** tried, LONGEST_WAIT_MS);
      await this.#sleep(Math.ceil(this.#random() * longest));
    }
  }

  async #attempt<Result>(head: AccountHead, command: LedgerCommand<Result>): Promise<Result> {
    const draft = new Draft(head, this.#clock.now().toISOString());
    const result = await this.#plan(draft, command);
    if (draft.isChanged) await this.repository.commit(head.account.id, head.version, draft.batch());
    return result;
  }

  /** A refusal counts only if it was found on one state of the books and not across two. */
  async #plan<Result>(draft: Draft, command: LedgerCommand<Result>): Promise<Result> {
    let portFailed = false;
    const from = this.repository;
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

/** By code: a repository may be built against another copy of the error classes. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return error.code === 'VERSION_CONFLICT' || error.code === 'DUPLICATE_KEY';
}

function* complete<Result>(draft: Draft, command: LedgerCommand<Result>): Planning<Result> {
  const result = yield* command(draft);
  yield* draft.periods.load();
  return result;
}

async function drive<Result>(
  plan: Planning<Result>,
  from: CreditLedgerReads,
  onPortFailure: () => void,
): Promise<Result> {
  for (;;) {
    const step = plan.next();
    if (step.done) return step.value;
    try {
      await step.value(from);
    } catch (error) {
      onPortFailure();
      throw error;
    }
  }
}
