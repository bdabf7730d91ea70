import { isCovering, isOfService } from '../covering.ts';
import type {
  BillingClient,
  ClientRepository,
  InvoiceDraft,
  InvoiceRepository,
  KeyedInvoice,
  LinkedClient,
  LiveService,
  NeededInvoices,
  OpenInvoice,
  ServiceRepository,
} from '../ports/billing.ts';
import type { DayClaim } from '../ports/day-ledger.ts';
import type { ServiceInvoice } from '../state.ts';

/** A client of the billing system in memory. */
export interface InMemoryClient extends BillingClient {
  /** The account at the vendor that is his. */
  readonly accountId: string;
  readonly services: readonly LiveService[];
}

/** An invoice of the billing system in memory. */
export interface InMemoryInvoice extends ServiceInvoice {
  readonly clientId: string;
}

const LIVE = ['active', 'suspended'];
const WAITING = ['unpaid', 'overdue'];

/** What knows whether a row of the day ledger is still claimed by its run, such as `InMemoryDayLedger`. */
export interface ClaimGuard {
  /** Whether the day is claimed by that run and neither issued nor released. */
  isHeld(claim: DayClaim): boolean;
}

/** A billing system in memory: clients, services and invoices, for tests. It keeps keys of deleted invoices. */
export class InMemoryBilling implements ClientRepository, ServiceRepository, InvoiceRepository {
  readonly #days: ClaimGuard;
  readonly #clients = new Map<string, InMemoryClient>();
  readonly #clientOfAccount = new Map<string, string>();
  readonly #invoices = new Map<string, InMemoryInvoice>();
  readonly #idsOfService = new Map<string, Set<string>>();
  readonly #idOfKey = new Map<string, string>();
  #created = 0;

  /** @param days the day ledger of the runs: an invoice is made only under a claim that holds */
  constructor(days: ClaimGuard) {
    this.#days = days;
  }

  /** Adds a client, or replaces the one of the same id. */
  putClient(client: InMemoryClient): void {
    this.#clients.set(client.id, structuredClone(client));
    this.#clientOfAccount.set(client.accountId, client.id);
  }

  /** Adds an invoice, or replaces the one of the same id. */
  putInvoice(invoice: InMemoryInvoice): void {
    this.#invoices.set(invoice.id, structuredClone(invoice));
    for (const { serviceId } of invoice.lines) {
      const ids = this.#idsOfService.get(serviceId) ?? new Set();
      this.#idsOfService.set(serviceId, ids.add(invoice.id));
    }
  }

  /** Deletes an invoice without a trace but its key. */
  deleteInvoice(id: string): void {
    for (const { serviceId } of this.#invoices.get(id)?.lines ?? [])
      this.#idsOfService.get(serviceId)?.delete(id);
    this.#invoices.delete(id);
  }

  /** All invoices, in the order in which they were made. */
  listInvoices(): readonly InMemoryInvoice[] {
    return [...this.#invoices.values()];
  }

  async byExternalId(accountId: string): Promise<BillingClient | null> {
    return this.#clients.get(this.#clientOfAccount.get(accountId) ?? '') ?? null;
  }

  async *listActive(): AsyncGenerator<LinkedClient> {
    for (const { id, accountId, services } of this.#clients.values()) {
      if (services.some(({ status }) => status === 'active')) yield { clientId: id, accountId };
    }
  }

  async liveForClient(clientId: string): Promise<readonly LiveService[]> {
    const services = this.#clients.get(clientId)?.services ?? [];
    return services.filter(({ status }) => LIVE.includes(status));
  }

  async listForService(serviceId: string, needed?: NeededInvoices): Promise<readonly ServiceInvoice[]> {
    const all = [...(this.#idsOfService.get(serviceId) ?? [])]
      .flatMap((id) => this.#invoices.get(id) ?? [])
      .filter(({ lines }) => lines.some((line) => isOfService(line, serviceId)));
    if (needed === undefined) return all;
    return all.filter((invoice) => invoice.issuedOn >= needed.from || isCovering(invoice, needed));
  }

  async *listOpenOfActiveServices(): AsyncGenerator<OpenInvoice> {
    for (const { id, clientId, status, lines } of this.#invoices.values()) {
      if (!WAITING.includes(status)) continue;
      const services = this.#clients.get(clientId)?.services ?? [];
      const active = services.filter((service) => service.status === 'active').map((service) => service.id);
      const isOfActive = lines.some(
        ({ kind, serviceId }) => kind === 'service' && active.includes(serviceId),
      );
      if (isOfActive) yield { invoiceId: id, clientId, status };
    }
  }

  async create(draft: InvoiceDraft, idempotencyKey: string): Promise<KeyedInvoice | null> {
    const known = this.#idOfKey.get(idempotencyKey);
    if (known !== undefined) return { invoiceId: known, created: false };
    if (!this.#days.isHeld(draft.claim)) return null;
    this.#created += 1;
    const invoiceId = `invoice-${this.#created}`;
    const { clientId, serviceId, amount, currency, issueDate } = draft;
    this.#idOfKey.set(idempotencyKey, invoiceId);
    const lines = [{ serviceId, kind: 'service', amount }] as const;
    this.putInvoice({ id: invoiceId, clientId, status: 'unpaid', issuedOn: issueDate, currency, lines });
    return { invoiceId, created: true };
  }

  async findByKey(idempotencyKey: string): Promise<string | null> {
    return this.#idOfKey.get(idempotencyKey) ?? null;
  }
}
