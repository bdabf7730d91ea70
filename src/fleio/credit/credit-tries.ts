import type { AmountInput } from '../../core/amount.ts';
import type { Clock } from '../../core/time.ts';
import { clientByExternalId } from '../lookups.ts';
import { clientsChangeCredit } from '../operations/credit.ts';
import type { CreditFailure, CreditKey, CreditRow, SentCredit } from './credit-row.ts';
import { describeFailure, failureOfChange, failureOfLookup, stopOf } from './failure-of.ts';
import type { CreditOutboxOptions } from './options.ts';
import { isNothing, planCredit } from './plan-credit.ts';
import type { CreditResult } from './report.ts';
import { isConflict, saveDone } from './save-done.ts';
import { type CreditRules, doneRow, type EndedRow, failedRow, sendingRow } from './transitions.ts';

/** The options of a run with all defaults. */
export interface CreditTriesOptions extends CreditOutboxOptions {
  readonly rules: CreditRules;
  readonly sourceKey: (key: CreditKey) => string;
  readonly clock: Clock;
}

/** What a run did with a row. */
export interface Tried {
  /** Null: nothing; the row is as it was, behind its payment or in a run that stops. */
  readonly result: CreditResult | null;
  readonly failure?: CreditFailure;
  /** What Fleio's part of it failed with. */
  readonly error?: unknown;
}

const INTERRUPTED: CreditFailure = {
  code: 'INTERRUPTED',
  message: 'A run died, or lost its outbox, while it changed the credit',
};

/** Tries single rows that are due. */
export class CreditTries {
  readonly #options: CreditTriesOptions;
  #rates: Promise<Readonly<Record<string, AmountInput>>> | undefined;

  constructor(options: CreditTriesOptions) {
    this.#options = options;
  }

  /** Tries a row, or parks it where that would be a risk. It does not throw what Fleio or the outbox failed with. */
  try(row: CreditRow): Promise<Tried> {
    return this.#isBroken(row) ? this.#giveUp(row) : this.#plan(row);
  }

  /** Whether a call was broken off, or may not be repeated at a server that (no longer) knows repeats. */
  #isBroken({ state, isDoubtful }: CreditRow): boolean {
    return state === 'sending' || (isDoubtful && !this.#options.rules.serverDedupesCredit);
  }

  #giveUp(row: CreditRow): Promise<Tried> {
    const { clock, rules } = this.#options;
    const failure = row.state === 'sending' ? INTERRUPTED : (row.failure ?? INTERRUPTED);
    return this.#end(row, failedRow(row, { kind: 'unknown', failure }, clock.now(), rules));
  }

  async #plan(row: CreditRow): Promise<Tried> {
    const { outbox, clock, rules } = this.#options;
    let added: CreditRow | undefined;
    try {
      added = row.direction === 'withdraw' ? await addedBy(outbox, row) : undefined;
    } catch (error) {
      return { result: 'unsaved', failure: describeFailure(error) };
    }
    // A payment that waits holds the client by itself; one that is parked holds nothing but its refund.
    if (added !== undefined && added.state !== 'done') return { result: null };
    let sent: SentCredit;
    try {
      sent = await this.#planned(row, added);
    } catch (error) {
      const stop = stopOf(error);
      if (stop === 'NOT_ADMITTED' || stop === 'ABORTED') return { result: null, error };
      return this.#end(row, failedRow(row, failureOfLookup(error), clock.now(), rules), error);
    }
    return isNothing(sent) ? this.#end(row, doneRow(row, sent, clock.now())) : this.#send(row, sent);
  }

  /** What may have happened is repeated as it was; all else is worked out anew. */
  async #planned(row: CreditRow, added: CreditRow | undefined): Promise<SentCredit> {
    if (row.isDoubtful && row.sent !== null) return row.sent;
    const { fleio, minorUnits, signal, sourceKey } = this.#options;
    const client = await clientByExternalId(fleio, row.accountId, { signal });
    const isExchanged = client.currency !== row.currency && client.currency !== added?.sent?.currency;
    const rates = isExchanged ? await this.#latestRates() : {};
    return { ...planCredit(row, { client, rates, minorUnits, added }), sourceKey: sourceKey(row) };
  }

  /** Read when the first row needs them, and once. */
  #latestRates(): Promise<Readonly<Record<string, AmountInput>>> {
    this.#rates ??= this.#options.rates?.latest() ?? Promise.resolve({});
    return this.#rates;
  }

  async #send(row: CreditRow, sent: SentCredit): Promise<Tried> {
    const { fleio, outbox, clock, rules } = this.#options;
    const begun = sendingRow(row, sent, clock.now(), rules);
    const unsaved = await this.#save(row, begun);
    if (unsaved !== undefined) return unsaved;
    const { clientId, amount, currency, sourceKey } = sent;
    const add_credit = row.direction === 'add';
    try {
      const change = { id: clientId, amount, currency, add_credit, external_source_key: sourceKey };
      await fleio.call(clientsChangeCredit, change);
    } catch (error) {
      return this.#end(begun, failedRow(begun, failureOfChange(error), clock.now(), rules), error);
    }
    try {
      await saveDone(outbox, begun, sent, clock.now());
      return { result: 'done' };
    } catch (error) {
      return { result: 'unsaved', failure: describeFailure(error) };
    }
  }

  /** Saves what came of a try. */
  async #end(row: CreditRow, ended: EndedRow, error?: unknown): Promise<Tried> {
    const unsaved = await this.#save(row, ended);
    if (unsaved !== undefined) return { ...unsaved, error };
    const { state: result, failure } = ended;
    return failure === null ? { result, error } : { result, failure, error };
  }

  /** Undefined: it is saved. */
  async #save(row: CreditRow, next: CreditRow): Promise<Tried | undefined> {
    try {
      await this.#options.outbox.save(next, row.version);
      return undefined;
    } catch (error) {
      return { result: isConflict(error) ? 'overtaken' : 'unsaved', failure: describeFailure(error) };
    }
  }
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
