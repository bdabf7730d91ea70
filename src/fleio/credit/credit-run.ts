import type { AmountInput } from '../../core/amount.ts';
import type { Clock } from '../../core/time.ts';
import { clientByExternalId } from '../lookups.ts';
import { clientsChangeCredit } from '../operations/credit.ts';
import type { CreditFailure, CreditKey, CreditRow, SentCredit } from './credit-row.ts';
import { describeFailure, failureOfChange, failureOfLookup, isOutage, stopOf } from './failure-of.ts';
import type { CreditOutboxOptions } from './options.ts';
import { planCredit } from './plan-credit.ts';
import type { CreditReport, CreditResult, CreditStop } from './report.ts';
import { isConflict, saveDone } from './save-done.ts';
import { type CreditRules, doneRow, failedRow, isDue, sendingRow } from './transitions.ts';

/** The options of a run with all defaults. */
export interface CreditRunOptions extends CreditOutboxOptions {
  readonly rules: CreditRules;
  readonly sourceKey: (key: CreditKey) => string;
  readonly clock: Clock;
}

/** What a run did with a row. */
interface Tried {
  /** Null: nothing; the row is as it was. */
  readonly result: CreditResult | null;
  readonly failure?: CreditFailure;
  /** What Fleio's part of it failed with. */
  readonly error?: unknown;
}

/** So many calls in a row without a usable answer, and the run leaves the rest to the next one. */
const OUTAGES = 3;
const INTERRUPTED: CreditFailure = {
  code: 'INTERRUPTED',
  message: 'A run died, or lost its outbox, while it changed the credit',
};

/** One run over the outbox. */
export class CreditRun {
  readonly #options: CreditRunOptions;
  readonly #outcomes: CreditReport['outcomes'][number][] = [];
  /** Clients whose earlier row waits for its time. */
  readonly #heldClients = new Set<string>();
  /** Services of invoices whose payment is parked: their refund must not overtake it. */
  readonly #heldRefunds = new Set<string>();
  #waiting = 0;
  #outages = 0;
  #rates: Promise<Readonly<Record<string, AmountInput>>> | undefined;

  constructor(options: CreditRunOptions) {
    this.#options = options;
  }

  async work(): Promise<CreditReport> {
    try {
      for await (const row of this.#options.outbox.listOpen()) {
        if (this.#options.signal?.aborted) return this.#report('ABORTED');
        const error = await this.#visit(row);
        const stop = this.#stopAfter(error);
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
    const { result, failure, error } = this.#isBroken(row) ? await this.#giveUp(row) : await this.#try(row);
    if (result === 'parked') this.#holdRefund(row);
    else if (result !== 'done') this.#heldClients.add(row.accountId);
    if (result === null) {
      this.#waiting += 1;
      return error;
    }
    const { invoiceId, serviceId, direction, accountId } = row;
    const outcome = { invoiceId, serviceId, direction, accountId, result };
    this.#outcomes.push(failure === undefined ? outcome : { ...outcome, failure });
    return error;
  }

  /** Whether a row is to be tried now; notes whom it holds back if not. */
  #isNext(row: CreditRow): boolean {
    if (row.state === 'parked') {
      this.#holdRefund(row);
      return false;
    }
    if (this.#heldClients.has(row.accountId) || this.#heldRefunds.has(serviceOf(row))) return false;
    if (isDue(row, this.#options.clock.now())) return true;
    this.#heldClients.add(row.accountId);
    return false;
  }

  #holdRefund(row: CreditRow): void {
    if (row.direction === 'add') this.#heldRefunds.add(serviceOf(row));
  }

  /** Whether a call was broken off, or may not be repeated at a server that (no longer) knows repeats. */
  #isBroken({ state, isDoubtful }: CreditRow): boolean {
    return state === 'sending' || (isDoubtful && !this.#options.rules.serverDedupesCredit);
  }

  #giveUp(row: CreditRow): Promise<Tried> {
    const { clock, rules } = this.#options;
    const failure = row.state === 'sending' ? INTERRUPTED : (row.failure ?? INTERRUPTED);
    return this.#save(row, failedRow(row, { kind: 'unknown', failure }, clock.now(), rules));
  }

  async #try(row: CreditRow): Promise<Tried> {
    const { outbox, clock, rules } = this.#options;
    let added: CreditRow | undefined;
    try {
      added = row.direction === 'withdraw' ? await addedBy(outbox, row) : undefined;
    } catch (error) {
      return { result: 'unsaved', failure: describeFailure(error) };
    }
    if (added !== undefined && added.state !== 'done') return { result: null };
    let sent: SentCredit | null;
    try {
      sent = await this.#plan(row, added);
    } catch (error) {
      const stop = stopOf(error);
      if (stop === 'NOT_ADMITTED' || stop === 'ABORTED') return { result: null, error };
      const tried = await this.#save(row, failedRow(row, failureOfLookup(error), clock.now(), rules));
      return { ...tried, error };
    }
    return sent === null ? this.#save(row, doneRow(row, clock.now())) : this.#send(row, sent);
  }

  /** What may have happened is repeated as it was; all else is worked out anew. */
  async #plan(row: CreditRow, added: CreditRow | undefined): Promise<SentCredit | null> {
    if (row.isDoubtful && row.sent !== null) return row.sent;
    const { fleio, minorUnits, signal } = this.#options;
    const client = await clientByExternalId(fleio, row.accountId, { signal });
    const rates = client.currency === row.currency ? {} : await this.#latestRates();
    return planCredit(row, { client, rates, minorUnits, added });
  }

  /** Read when the first row needs them, and once. */
  #latestRates(): Promise<Readonly<Record<string, AmountInput>>> {
    this.#rates ??= this.#options.rates?.latest() ?? Promise.resolve({});
    return this.#rates;
  }

  async #send(row: CreditRow, sent: SentCredit): Promise<Tried> {
    const { fleio, outbox, clock, rules, sourceKey } = this.#options;
    const begun = sendingRow(row, sent, clock.now(), rules);
    const noted = await this.#save(row, begun);
    if (noted.result === 'unsaved' || noted.result === 'overtaken') return noted;
    const { clientId, amount, currency } = sent;
    try {
      await fleio.call(clientsChangeCredit, {
        id: clientId,
        amount,
        currency,
        add_credit: row.direction === 'add',
        external_source_key: sourceKey(row),
      });
    } catch (error) {
      const tried = await this.#save(begun, failedRow(begun, failureOfChange(error), clock.now(), rules));
      return { ...tried, error };
    }
    try {
      await saveDone(outbox, begun, clock.now());
      return { result: 'done' };
    } catch (error) {
      return { result: 'unsaved', failure: describeFailure(error) };
    }
  }

  async #save(row: CreditRow, next: CreditRow): Promise<Tried> {
    const failure = next.failure ?? undefined;
    try {
      await this.#options.outbox.save(next, row.version);
    } catch (error) {
      return { result: isConflict(error) ? 'overtaken' : 'unsaved', failure: describeFailure(error) };
    }
    const result = next.state === 'retry' || next.state === 'parked' ? next.state : 'done';
    return failure === undefined ? { result } : { result, failure };
  }

  #stopAfter(error: unknown): CreditStop | null {
    this.#outages = isOutage(error) ? this.#outages + 1 : 0;
    return stopOf(error) ?? (this.#outages >= OUTAGES ? 'UNREACHABLE' : null);
  }
}

function serviceOf({ invoiceId, serviceId }: CreditKey): string {
  return JSON.stringify([invoiceId, serviceId]);
}

/** The row that a refund undoes. A payment that was added after the refund is not waited for. */
async function addedBy(
  outbox: CreditOutboxOptions['outbox'],
  { invoiceId, serviceId, position }: CreditRow,
): Promise<CreditRow | undefined> {
  const rows = await outbox.forInvoice(invoiceId);
  return rows.find(
    (row) => row.serviceId === serviceId && row.direction === 'add' && row.position < position,
  );
}
