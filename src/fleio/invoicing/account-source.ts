import type { AmountInput } from '../../core/amount.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { UnexpectedResponseError } from '../../core/errors/response.ts';
import type {
  AccountSource,
  AgreementFlag,
  ClaimedAccount,
  DueAccounts,
  DueFilter,
} from '../../invoice-policy/index.ts';
import { isAbsent } from '../accounts/ensure-client.ts';
import { syncBillingAgreements } from '../accounts/sync-billing-agreements.ts';
import { clientByExternalId } from '../lookups.ts';
import type { Caller } from '../operation.ts';
import { clientsRetrieve } from '../operations/clients.ts';
import {
  clientsClaimForInvoiceProcessing,
  clientsToInvoice,
  servicesResetInvoicedPeriods,
} from '../operations/invoicing.ts';
import type { FleioId } from '../types/ids.ts';
import type { DueClient } from '../types/invoicing.ts';
import { claimedAccount } from './claimed-account.ts';
import { sharedId } from './shared-id.ts';

/** What the adapter works with. */
export interface FleioAccountSourceOptions {
  /** A `FleioClient` or `FleioConnection`. */
  readonly fleio: Caller;
  /**
   * Greatest credit of the accounts that are listed when a run asks for those that owe nothing, too (calendar months).
   * Each of them is claimed on every run. Left out: Fleio lists debtors alone, as upstream does.
   */
  readonly maxCreditWithoutDebt?: AmountInput | undefined;
  /**
   * Learns of a due client who was passed over because he could not be read, or because another one has his external
   * id. Left out: the list ends with the first such error, after everybody else, so that it is in the report of the run.
   */
  readonly onUnreadable?: ((clientId: string, error: unknown) => void) | undefined;
}

/**
 * Fleio as the invoice policy sees it. An account is named by its external billing id, so that `ClientRepository` finds
 * the client whom the UUID was given to; the periods of a claim are named by Fleio's own ids.
 *
 * Source: contract fleio-invoice-policy 11.1; fleio 4.8, 10.1.
 * @example
 * const accounts = new FleioAccountSource({ fleio });
 * await runInvoicing({ ...stores, ...billing, accounts }, settings);
 */
export class FleioAccountSource implements AccountSource {
  readonly #options: FleioAccountSourceOptions;
  /** Fleio's ids of the clients that the last list named. */
  readonly #clientIds = new Map<string, FleioId>();

  constructor(options: FleioAccountSourceOptions) {
    this.#options = options;
  }

  /**
   * The clients that Fleio wants invoiced, read one after the other while they are asked for, since the list does not
   * tell their external ids.
   *
   * @throws what `clients.toInvoice` throws; while the accounts are read, what `clients.retrieve` throws and ConflictError
   *   `lookup_many`, as the last thing and without `onUnreadable` alone
   */
  async listDue(filter: DueFilter): Promise<DueAccounts> {
    const { fleio, maxCreditWithoutDebt = 0 } = this.#options;
    const { hasBillingAgreement, includeSuspended, includeWithoutDebt } = filter;
    const { result, serverTime } = await fleio.ask(clientsToInvoice, {
      uptodate_credit_max: includeWithoutDebt ? maxCreditWithoutDebt : 0,
      process_suspended: includeSuspended,
      ...(hasBillingAgreement !== undefined && { has_billing_agreement: hasBillingAgreement }),
    });
    return { accounts: this.#externalIds(result), serverTime: serverTime ?? null };
  }

  /**
   * Claims a client's ended periods. Sent once, whatever becomes of it.
   *
   * @throws ApiError of status 4xx, InvalidInputError: nothing was claimed; everything else: nobody knows
   */
  async claim(accountId: string): Promise<ClaimedAccount> {
    const id = this.#clientIds.get(accountId) ?? (await this.#lookUp(accountId));
    const answer = await this.#options.fleio.call(clientsClaimForInvoiceProcessing, { id });
    const account = claimedAccount(answer);
    if (answer.external_billing_id !== accountId) await this.#giveUp(accountId, id, account.periods);
    return account;
  }

  /** Gives periods back; repeating it changes nothing. @throws what `services.resetInvoicedPeriods` throws */
  async release(serviceRef: string, periodIds: readonly string[]): Promise<void> {
    const ids = [...new Set(periodIds)];
    if (ids.length === 0) return;
    await this.#options.fleio.call(servicesResetInvoicedPeriods, { id: serviceRef, periods_ids: ids });
  }

  /** Tells Fleio who has an agreement, 100 clients in one call. @throws the error of the first call that failed */
  async setAgreements(flags: readonly AgreementFlag[]): Promise<void> {
    const statuses = flags.map(({ accountId, hasAgreement }) => ({ externalId: accountId, hasAgreement }));
    const { failures } = await syncBillingAgreements(this.#options.fleio, statuses);
    const [first] = failures;
    if (first !== undefined) throw first.error;
  }

  /** The list of the accounts. One that cannot be read keeps nobody else from his invoice. */
  async *#externalIds(clients: readonly DueClient[]): AsyncGenerator<string, void, undefined> {
    const { onUnreadable } = this.#options;
    const listed = new Set<string>();
    const failures: unknown[] = [];
    for (const { id } of clients) {
      let externalId: string | null;
      try {
        externalId = await this.#externalIdOf(id);
        if (externalId === null) continue;
        if (listed.has(externalId)) throw sharedId(clientsToInvoice.name, externalId);
        listed.add(externalId);
        this.#clientIds.set(externalId, id);
      } catch (error) {
        if (onUnreadable === undefined) failures.push(error);
        else onUnreadable(String(id), error);
        continue;
      }
      yield externalId;
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Null: the client is linked to nobody. */
  async #externalIdOf(id: FleioId): Promise<string | null> {
    const { external_billing_id } = await this.#options.fleio.call(clientsRetrieve, { id });
    return external_billing_id || null;
  }

  /**
   * The client was linked anew between list and claim. What was claimed is given back.
   *
   * @throws InvalidInputError: nothing is claimed any more; UnexpectedResponseError: some of it may be
   */
  async #giveUp(accountId: string, id: FleioId, periods: ClaimedAccount['periods']): Promise<never> {
    this.#clientIds.delete(accountId);
    try {
      for (const { serviceRef, id: period } of periods) await this.release(serviceRef, [period]);
    } catch (cause) {
      const problem = `claimed client ${id} for ${accountId}, got another external id, and could not give it back`;
      const facts = { vendor: 'fleio', operation: 'clients.claimForInvoiceProcessing', status: 200, cause };
      throw new UnexpectedResponseError(problem, { ...facts, outcomeUnknown: true }, 'lookup_mismatch');
    }
    const message = `client ${id} was linked anew meanwhile; what was claimed of him was given back`;
    throw new InvalidInputError('the claim', [{ path: 'accountId', message }], 'ACCOUNT_RELINKED');
  }

  /** Fleio's id of a client whom no list named. Its failure is one before the claim, and says so. */
  async #lookUp(accountId: string): Promise<FleioId> {
    try {
      return (await clientByExternalId(this.#options.fleio, accountId)).id;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `the client could not be looked up, so nothing was claimed: ${why}`;
      const code = isAbsent(error) ? 'ACCOUNT_NOT_FOUND' : 'ACCOUNT_UNREADABLE';
      throw new InvalidInputError('the claim', [{ path: 'accountId', message }], code);
    }
  }
}
