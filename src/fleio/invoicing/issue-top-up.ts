import type { AmountInput } from '../../core/amount.ts';
import {
  chargeKey,
  type InvoiceDecision,
  type InvoiceDraft,
  type IssueDecision,
} from '../../invoice-policy/index.ts';
import type { NecessaryCredit } from '../types/external-billing.ts';
import type { TopUpEnding, TopUpOutcome } from './auto-top-up-report.ts';
import type { AutoTopUpTools } from './auto-top-up-tools.ts';
import { decideTopUp, readTopUpBooks, type TopUpClient } from './decide-top-up.ts';

/** Whether a client can be charged; null: not known, and why, if that is an error. */
interface Agreement {
  readonly canCharge: boolean | null;
  readonly error?: unknown;
}

/** Number of the attempt that is made right after the invoice. */
const FIRST = 1;

/** Makes the invoices of a run, and charges them. */
export class TopUpIssuer {
  readonly #tools: AutoTopUpTools;
  readonly #rates: Readonly<Record<string, AmountInput>>;

  constructor(tools: AutoTopUpTools, rates: Readonly<Record<string, AmountInput>>) {
    this.#tools = tools;
    this.#rates = rates;
  }

  /** Invoices what Fleio says is necessary for a client, if the policy lets it. Whatever fails is in the result. */
  async topUp(client: TopUpClient, necessary: NecessaryCredit): Promise<TopUpEnding> {
    const { canCharge, ...failure } = await this.#agreement(client);
    let decision: InvoiceDecision | null;
    try {
      decision = await this.#decide(client, necessary, canCharge, null);
    } catch (error) {
      return { reason: 'STATE_UNREADABLE', error };
    }
    if (decision === null) return { reason: 'UNSETTLED_DAY' };
    if (decision.kind !== 'issue') return { reason: decision.reason, decision };
    try {
      return { ...failure, ...(await this.#issue(client, necessary, canCharge, decision)) };
    } catch (error) {
      return { reason: 'ISSUE_UNFINISHED', decision, error };
    }
  }

  async #agreement({ client }: TopUpClient): Promise<Agreement> {
    const { ports, settings } = this.#tools;
    if (!settings.chargeImmediately) return { canCharge: null };
    try {
      return { canCharge: await ports.agreements.status(client.id) };
    } catch (error) {
      return { canCharge: null, error };
    }
  }

  /**
   * Null: another run is at an invoice of the service, of this day or of another.
   *
   * @param own the day that this run claimed, which does not count against it
   */
  async #decide(
    client: TopUpClient,
    necessary: NecessaryCredit,
    canCharge: boolean | null,
    own: Pick<IssueDecision, 'issueDate' | 'seq'> | null,
  ): Promise<InvoiceDecision | null> {
    const { ports, settings, clock } = this.#tools;
    const now = clock.now();
    const { rows, invoices } = await readTopUpBooks(ports, client.service.id, now, settings.timeZone);
    const others = rows.filter(({ day, seq }) => day !== own?.issueDate || seq !== own.seq);
    if (others.some(({ state }) => state === 'claimed')) return null;
    const known = { rates: this.#rates, canCharge, now };
    return decideTopUp(client, necessary, { rows: others, invoices }, known, settings);
  }

  /** Claims the day, decides again on what is on record now, and makes the invoice while the claim holds. */
  async #issue(
    client: TopUpClient,
    necessary: NecessaryCredit,
    canCharge: boolean | null,
    first: IssueDecision,
  ): Promise<TopUpEnding> {
    const { ports, runId } = this.#tools;
    const claim = { serviceId: client.service.id, day: first.issueDate, seq: first.seq, runId };
    if (!(await ports.days.claim(claim))) return { reason: 'ALREADY_INVOICED_TODAY', decision: first };
    let decision: InvoiceDecision | null;
    try {
      decision = await this.#decide(client, necessary, canCharge, first);
    } catch (error) {
      await ports.days.release(claim);
      return { reason: 'STATE_UNREADABLE', decision: first, error };
    }
    if (decision?.kind !== 'issue' || decision.idempotencyKey !== first.idempotencyKey) {
      await ports.days.release(claim);
      if (decision === null) return { reason: 'UNSETTLED_DAY' };
      return { reason: decision.kind === 'issue' ? 'OVERTAKEN' : decision.reason, decision };
    }
    const { amount, currency, issueDate, dueDate, paymentMethod, reasons } = decision;
    const draft: InvoiceDraft = {
      ...{ clientId: client.client.id, serviceId: client.service.id, claim },
      ...{ amount, currency, issueDate, dueDate, paymentMethod, reasons },
    };
    const made = await ports.invoices.create(draft, decision.idempotencyKey);
    if (made === null) return { reason: 'OVERTAKEN', decision };
    const { invoiceId, created } = made;
    await ports.days.markIssued(claim, invoiceId);
    if (!created) return { reason: 'OVERTAKEN', decision, invoiceId };
    const charged = decision.charge === 'attempt' ? await this.#charge(invoiceId) : {};
    return { reason: 'ISSUED', decision, invoiceId, ...charged };
  }

  /** The first attempt, under the key that the retries of the invoice policy go on from. */
  async #charge(invoiceId: string): Promise<Pick<TopUpOutcome, 'charge' | 'error'>> {
    const { ports, clock } = this.#tools;
    const charged = await this.#attempt(invoiceId);
    try {
      await ports.chargeLog.record(invoiceId, { attempt: FIRST, at: clock.now(), outcome: charged.charge });
      return charged;
    } catch (error) {
      // What cannot be noted is attempted again under the same key, which charges once.
      return { error, ...charged };
    }
  }

  async #attempt(
    invoiceId: string,
  ): Promise<{ readonly charge: 'paid' | 'failed' | 'unknown'; readonly error?: unknown }> {
    try {
      const { paid } = await this.#tools.ports.charging.charge(invoiceId, chargeKey(invoiceId, FIRST));
      return { charge: paid ? 'paid' : 'failed' };
    } catch (error) {
      return { charge: 'unknown', error };
    }
  }
}
