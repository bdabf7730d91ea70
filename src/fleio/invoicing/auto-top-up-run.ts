import type { AmountInput } from '../../core/amount.ts';
import { issuesOf } from '../../core/check.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { openAmount } from '../../invoice-policy/index.ts';
import {
  externalBillingClientsToAutoInvoice,
  externalBillingProcessCreditAutoInvoicing,
} from '../operations/external-billing.ts';
import type { OpenAmount } from '../types/external-billing.ts';
import type { TopUpEnding, TopUpOutcome, TopUpReport } from './auto-top-up-report.ts';
import type { AutoTopUpTools } from './auto-top-up-tools.ts';
import { readTopUpBooks, type TopUpClient } from './decide-top-up.ts';
import { TopUpIssuer } from './issue-top-up.ts';
import { necessaryCredits, type Wanted } from './necessary-credits.ts';

/** A client, and what Fleio is told of him. */
interface Prepared extends TopUpClient {
  readonly open: OpenAmount;
}

/** Why a run ends before its last client. */
type Stop = Pick<TopUpReport, 'stopped' | 'error'>;

/** Clients in one call, as upstream has it. */
const BATCH = 20;

/** One run of the automatic top-up, under its lock. */
export class AutoTopUpRun {
  readonly #tools: AutoTopUpTools;
  readonly #outcomes: TopUpOutcome[] = [];
  #rates: Readonly<Record<string, AmountInput>> = {};
  #ratesError: unknown;

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
    await this.#readRates();
    for (let at = 0; at < accounts.length; at += BATCH) {
      const stop = await this.#batch(accounts.slice(at, at + BATCH));
      if (stop !== null) return { outcomes: this.#outcomes, ...stop };
    }
    return { outcomes: this.#outcomes, stopped: null };
  }

  /** Without rates, those clients alone are in error who need one. */
  async #readRates(): Promise<void> {
    try {
      this.#rates = await this.#tools.ports.rates.latest();
    } catch (error) {
      this.#ratesError = error;
    }
  }

  async #batch(accounts: readonly string[]): Promise<Stop | null> {
    const prepared: Prepared[] = [];
    for (const accountId of accounts) {
      const stop = await this.#stop();
      if (stop !== null) return stop;
      const found = await this.#prepare(accountId);
      if ('reason' in found) this.#note(accountId, null, found);
      else prepared.push(found);
    }
    if (prepared.length === 0) return null;
    const open = prepared.map((client) => client.open);
    const wanted = await necessaryCredits(this.#tools.ports.fleio, open);
    for (const client of prepared) {
      const stop = await this.#stop();
      if (stop !== null) return stop;
      const answer = wanted.get(client.accountId) ?? { credit: null };
      this.#note(client.accountId, client, await this.#settle(client, answer));
    }
    return null;
  }

  async #settle(client: TopUpClient, answer: Wanted): Promise<TopUpEnding> {
    if ('error' in answer) return { reason: 'PROCESSING_FAILED', ...answer };
    if (answer.credit === null) return { reason: 'NOT_NECESSARY' };
    return new TopUpIssuer(this.#tools, this.#rates).topUp(client, answer.credit);
  }

  async #stop(): Promise<Stop | null> {
    if (this.#tools.signal?.aborted) return { stopped: 'ABORTED' };
    try {
      return (await this.#tools.extend()) ? null : { stopped: 'LOCK_LOST' };
    } catch (error) {
      return { stopped: 'LOCK_FAILED', error };
    }
  }

  #note(accountId: string, client: TopUpClient | null, ending: TopUpEnding): void {
    const blank = { decision: null, invoiceId: null, charge: null };
    const isRateMissing = ending.reason === 'CURRENCY_UNKNOWN' && this.#ratesError !== undefined;
    const why = isRateMissing ? { error: this.#ratesError } : {};
    this.#outcomes.push({ accountId, clientId: client?.client.id ?? null, ...blank, ...ending, ...why });
  }

  async #prepare(accountId: string): Promise<Prepared | TopUpEnding> {
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
      const issues = issuesOf({ clients: [open] }, externalBillingProcessCreditAutoInvoicing.input);
      // Found wrong together with others, it would keep all of them from being asked for.
      if (issues.length > 0) throw new InvalidInputError('the open amount', issues);
      return { accountId, client, service, invoices, open };
    } catch (error) {
      const isUnknown = error instanceof Error && 'code' in error && error.code === 'CURRENCY_UNKNOWN';
      return { reason: isUnknown ? 'CURRENCY_UNKNOWN' : 'STATE_UNREADABLE', error };
    }
  }
}
