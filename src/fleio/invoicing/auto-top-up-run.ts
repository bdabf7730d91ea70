import type { AmountInput } from '../../core/amount.ts';
import type { Clock } from '../../core/time.ts';
import type { InvoiceDecision, InvoiceDraft, IssueDecision } from '../../invoice-policy/index.ts';
import {
  externalBillingClientsToAutoInvoice,
  externalBillingProcessCreditAutoInvoicing,
} from '../operations/external-billing.ts';
import type { NecessaryCredit, OpenAmount } from '../types/external-billing.ts';
import type { AutoTopUpPorts } from './auto-top-up-ports.ts';
import type { TopUpOutcome, TopUpReason, TopUpReport } from './auto-top-up-report.ts';
import { type AutoTopUpSettings, decideTopUp, readTopUpBooks, type TopUpClient } from './decide-top-up.ts';
import { openAmount } from './open-amount.ts';

/** What a run rests on. */
export interface AutoTopUpTools {
  readonly ports: AutoTopUpPorts;
  readonly settings: AutoTopUpSettings;
  readonly runId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** False: the lock is lost. */
  readonly extend: () => Promise<boolean>;
}

/** A client, and what Fleio is told of him. */
interface Prepared extends TopUpClient {
  readonly open: OpenAmount;
}

/** What a client came to, besides who he is. */
type Ending = Partial<TopUpOutcome> & { readonly reason: TopUpReason };

/** Clients in one call, as upstream has it. */
const BATCH = 20;

/** One run of the automatic top-up, under its lock. */
export class AutoTopUpRun {
  readonly #tools: AutoTopUpTools;
  readonly #outcomes: TopUpOutcome[] = [];
  #rates: Readonly<Record<string, AmountInput>> = {};

  constructor(tools: AutoTopUpTools) {
    this.#tools = tools;
  }

  async work(): Promise<TopUpReport> {
    const { ports } = this.#tools;
    let accounts: readonly string[];
    try {
      const { objects } = await ports.fleio.call(externalBillingClientsToAutoInvoice, {});
      accounts = [...new Set(objects)];
    } catch (error) {
      return { outcomes: [], stopped: 'LIST_FAILED', error };
    }
    // Without rates, those clients alone are in error who need one.
    this.#rates = await ports.rates.latest().catch(() => ({}));
    for (let at = 0; at < accounts.length; at += BATCH) {
      const stopped = await this.#batch(accounts.slice(at, at + BATCH));
      if (stopped !== null) return { outcomes: this.#outcomes, stopped };
    }
    return { outcomes: this.#outcomes, stopped: null };
  }

  async #batch(accounts: readonly string[]): Promise<TopUpReport['stopped']> {
    const prepared: Prepared[] = [];
    for (const accountId of accounts) {
      const stop = await this.#stop();
      if (stop !== null) return stop;
      const found = await this.#prepare(accountId);
      if ('reason' in found) this.#note(accountId, null, found);
      else prepared.push(found);
    }
    if (prepared.length === 0) return null;
    const necessary = await this.#ask(prepared);
    for (const client of prepared) {
      const stop = await this.#stop();
      if (stop !== null) return stop;
      const wanted = necessary instanceof Map ? necessary.get(client.accountId) : undefined;
      if (!(necessary instanceof Map)) this.#note(client.accountId, client, necessary);
      else if (wanted === undefined) this.#note(client.accountId, client, { reason: 'NOT_NECESSARY' });
      else this.#note(client.accountId, client, await this.#topUp(client, wanted));
    }
    return null;
  }

  async #stop(): Promise<TopUpReport['stopped']> {
    if (this.#tools.signal?.aborted) return 'ABORTED';
    try {
      return (await this.#tools.extend()) ? null : 'LOCK_LOST';
    } catch {
      return 'LOCK_FAILED';
    }
  }

  #note(accountId: string, client: TopUpClient | null, ending: Ending): void {
    const blank = { decision: null, invoiceId: null, charge: null };
    this.#outcomes.push({ accountId, clientId: client?.client.id ?? null, ...blank, ...ending });
  }

  async #prepare(accountId: string): Promise<Prepared | Ending> {
    const { ports, settings, clock } = this.#tools;
    try {
      const client = await ports.clients.byExternalId(accountId);
      const [service, ...others] = client === null ? [] : await ports.services.liveForClient(client.id);
      if (client === null || service === undefined) return { reason: 'NO_BILLABLE_SERVICE' };
      if (others.length > 0) return { reason: 'AMBIGUOUS_SERVICE' };
      const { rows, invoices } = await readTopUpBooks(ports, service.id, clock.now(), settings.timeZone);
      if (rows.some(({ state }) => state === 'claimed')) return { reason: 'UNSETTLED_DAY' };
      const currency = client.invoiceCurrency;
      const open = {
        external_billing_id: accountId,
        credit_still_to_be_paid: openAmount(invoices, service.id, currency, this.#rates, settings),
        credit_still_to_be_paid_currency_code: currency,
      };
      return { accountId, client, service, open };
    } catch (error) {
      const isUnknown = error instanceof Error && 'code' in error && error.code === 'CURRENCY_UNKNOWN';
      return { reason: isUnknown ? 'CURRENCY_UNKNOWN' : 'STATE_UNREADABLE', error };
    }
  }

  /** Asked once: what a repeat would do in Fleio is not known. */
  async #ask(clients: readonly Prepared[]): Promise<Map<string, NecessaryCredit> | Ending> {
    try {
      const asked = { clients: clients.map(({ open }) => open) };
      const { objects } = await this.#tools.ports.fleio.call(
        externalBillingProcessCreditAutoInvoicing,
        asked,
      );
      return new Map(objects.map((credit) => [credit.external_billing_id, credit]));
    } catch (error) {
      return { reason: 'PROCESSING_FAILED', error };
    }
  }

  async #topUp(client: TopUpClient, necessary: NecessaryCredit): Promise<Ending> {
    let decision: InvoiceDecision;
    try {
      decision = await this.#decide(client, necessary, null);
    } catch (error) {
      return { reason: 'STATE_UNREADABLE', error };
    }
    if (decision.kind !== 'issue') return { reason: decision.reason, decision };
    try {
      return await this.#issue(client, necessary, decision);
    } catch (error) {
      return { reason: 'ISSUE_UNFINISHED', decision, error };
    }
  }

  /** @param own the day that this run claimed, which does not count against it */
  async #decide(
    client: TopUpClient,
    necessary: NecessaryCredit,
    own: Pick<IssueDecision, 'issueDate' | 'seq'> | null,
  ): Promise<InvoiceDecision> {
    const { ports, settings, clock } = this.#tools;
    const now = clock.now();
    const { rows, invoices } = await readTopUpBooks(ports, client.service.id, now, settings.timeZone);
    const others = rows.filter(({ day, seq }) => day !== own?.issueDate || seq !== own.seq);
    const canCharge = await ports.agreements.status(client.client.id).catch(() => null);
    const known = { rates: this.#rates, canCharge, now };
    return decideTopUp(client, necessary, { rows: others, invoices }, known, settings);
  }

  /** Claims the day, decides again on what is on record now, and makes the invoice while the claim holds. */
  async #issue(client: TopUpClient, necessary: NecessaryCredit, first: IssueDecision): Promise<Ending> {
    const { ports, runId } = this.#tools;
    const claim = { serviceId: client.service.id, day: first.issueDate, seq: first.seq, runId };
    if (!(await ports.days.claim(claim))) return { reason: 'ALREADY_INVOICED_TODAY', decision: first };
    const decision = await this.#decide(client, necessary, first);
    if (decision.kind !== 'issue' || decision.idempotencyKey !== first.idempotencyKey) {
      await ports.days.release(claim);
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
    const charge = decision.charge === 'attempt' ? await this.#charge(invoiceId) : null;
    return { reason: 'ISSUED', decision, invoiceId, charge };
  }

  /** The first attempt, under the key that the retries of the invoice policy go on from. */
  async #charge(invoiceId: string): Promise<TopUpOutcome['charge']> {
    const { ports, clock } = this.#tools;
    let outcome: 'paid' | 'failed' | 'unknown';
    try {
      const { paid } = await ports.charging.charge(invoiceId, `charge:${invoiceId}:1`);
      outcome = paid ? 'paid' : 'failed';
    } catch {
      outcome = 'unknown';
    }
    // What cannot be noted is attempted again under the same key, which charges once.
    await ports.chargeLog.record(invoiceId, { attempt: 1, at: clock.now(), outcome }).catch(() => undefined);
    return outcome;
  }
}
