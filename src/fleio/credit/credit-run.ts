import type { CreditKey, CreditRow } from './credit-row.ts';
import { CreditTries, type CreditTriesOptions, type Tried } from './credit-tries.ts';
import { describeFailure, isOutage, stopOf } from './failure-of.ts';
import type { CreditReport, CreditResult, CreditStop } from './report.ts';
import { isDue } from './transitions.ts';

/** So many calls in a row without a usable answer, and the run leaves the rest to the next one. */
const OUTAGES = 3;

/** Results after which the later rows of the client go on. A refund that waits for its payment holds nobody. */
const PASSED: ReadonlySet<CreditResult | null> = new Set(['done', 'parked', null]);

/** One run over the outbox. */
export class CreditRun {
  readonly #options: CreditTriesOptions;
  readonly #tries: CreditTries;
  readonly #outcomes: CreditReport['outcomes'][number][] = [];
  /** Clients whose later rows wait for an earlier one. */
  readonly #heldClients = new Set<string>();
  /** Services of invoices whose payment is parked: their refund waits, without a look into the outbox. */
  readonly #heldRefunds = new Set<string>();
  #waiting = 0;
  #outages = 0;

  constructor(options: CreditTriesOptions) {
    this.#options = options;
    this.#tries = new CreditTries(options);
  }

  async work(): Promise<CreditReport> {
    const { outbox, signal } = this.#options;
    try {
      for await (const row of outbox.listOpen()) {
        if (signal?.aborted) return this.#report('ABORTED');
        const error = await this.#visit(row);
        const stop = stopOf(error) ?? (this.#outages >= OUTAGES ? 'UNREACHABLE' : null);
        if (stop !== null) return this.#report(stop, error);
      }
    } catch (error) {
      return this.#report('OUTBOX_FAILED', error);
    }
    return this.#report(null);
  }

  #report(stopped: CreditStop | null, error?: unknown): CreditReport {
    const failure = error === undefined ? null : describeFailure(error);
    return { outcomes: this.#outcomes, waiting: this.#waiting, stopped, failure };
  }

  /** Undefined: the row was not tried, or Fleio's part of it went well. */
  async #visit(row: CreditRow): Promise<unknown> {
    if (!this.#isNext(row)) {
      this.#waiting += 1;
      return undefined;
    }
    const tried = await this.#tries.try(row);
    if (tried.result === 'parked') this.#holdRefund(row);
    if (!PASSED.has(tried.result)) this.#heldClients.add(row.accountId);
    this.#countOutages(tried);
    this.#tell(row, tried);
    return tried.error;
  }

  /** Whether a row is to be tried now; one that waits for its time holds its client. */
  #isNext(row: CreditRow): boolean {
    if (row.state === 'parked') {
      this.#holdRefund(row);
      return false;
    }
    if (this.#heldClients.has(row.accountId) || this.#heldRefunds.has(serviceOf(row))) return false;
    if (isDue(row, this.#options.clock.now(), this.#options.rules)) return true;
    this.#heldClients.add(row.accountId);
    return false;
  }

  #holdRefund(row: CreditRow): void {
    if (row.direction === 'add') this.#heldRefunds.add(serviceOf(row));
  }

  /** Only an answer says that the server is there again. */
  #countOutages({ result, error }: Tried): void {
    if (isOutage(error)) this.#outages += 1;
    else if (error !== undefined || result === 'done') this.#outages = 0;
  }

  #tell({ invoiceId, serviceId, direction, accountId }: CreditRow, { result, failure }: Tried): void {
    if (result === null) {
      this.#waiting += 1;
      return;
    }
    const outcome = { invoiceId, serviceId, direction, accountId, result };
    this.#outcomes.push(failure === undefined ? outcome : { ...outcome, failure });
  }
}

function serviceOf({ invoiceId, serviceId }: CreditKey): string {
  return JSON.stringify([invoiceId, serviceId]);
}
