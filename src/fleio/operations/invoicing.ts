import { type Check, type Findings, flag, list, record, text } from '../../core/check.ts';
import { amountText } from '../amount-text.ts';
import { decimal, id } from '../answer-check.ts';
import { amount, byId, identifier, onlyThese, ownId } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import { capitalized, pairs } from '../query.ts';
import type { ById } from '../types/ids.ts';
import type {
  ClaimedClient,
  ClientsToInvoiceParams,
  DueClient,
  ServicesResetInvoicedPeriodsParams,
} from '../types/invoicing.ts';

const FLAGS = ['has_external_billing', 'has_billing_agreement', 'process_suspended'];

const dueClient: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  triggers(value, findings);
};

function triggers(value: Readonly<Record<string, unknown>>, findings: Findings): void {
  for (const name of ['has_service_cycle_recently_ended', 'reached_credit_limit']) {
    flag(value[name], findings, value, name, 3);
  }
}

/** `GET /clients/get_clients_to_invoice`. The answer is a bare list, all on one page (contract 4.2). */
export const clientsToInvoice: Operation<ClientsToInvoiceParams, readonly DueClient[]> = {
  name: 'clients.toInvoice',
  method: 'GET',
  path: '/clients/get_clients_to_invoice',
  repeatable: true,
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, [...FLAGS, 'uptodate_credit_max'], findings);
    for (const name of FLAGS) flag(value[name], findings, value, name, 2);
    amount(value.uptodate_credit_max, findings, value, 'uptodate_credit_max', 2);
  },
  query: ({
    has_external_billing = true,
    uptodate_credit_max = 0,
    has_billing_agreement,
    process_suspended,
  }) =>
    pairs({
      has_external_billing: capitalized(has_external_billing),
      uptodate_credit_max: amountText(uptodate_credit_max),
      has_billing_agreement: capitalized(has_billing_agreement),
      // Older servers do not know it, and false is what they do.
      process_suspended: process_suspended ? 'true' : undefined,
    }),
  answer: { check: (value, findings, holder, key) => list(value, dueClient, findings, holder, key) },
};

const period: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  id(value.related_service, findings, value, 'related_service');
};

/**
 * `GET /clients/{id}/get_client_for_invoice_processing`. A GET that marks the ended periods as invoiced: a repeat may
 * find none, so it is never repeated, and one without an answer has an unknown outcome (contract 4.8).
 */
export const clientsClaimForInvoiceProcessing: Operation<ById, ClaimedClient> = {
  name: 'clients.claimForInvoiceProcessing',
  method: 'GET',
  path: '/clients/{id}/get_client_for_invoice_processing',
  slow: true,
  input: byId,
  answer: {
    check: (value, findings, holder, key) => {
      if (!record(value, findings, holder, key)) return;
      id(value.id, findings, value, 'id', 3);
      triggers(value, findings);
      text(value.external_billing_id, findings, value, 'external_billing_id');
      list(value.unsettled_periods, period, findings, value, 'unsettled_periods');
      text(value.currency, findings, value, 'currency', 3);
      decimal(value.uptodate_credit, findings, value, 'uptodate_credit', 3);
      decimal(value.effective_credit_limit, findings, value, 'effective_credit_limit', 3);
      flag(value.has_billing_agreement, findings, value, 'has_billing_agreement', 3);
    },
  },
};

/** `POST /billing/services/{id}/reset_service_invoiced_periods`. Gives periods back; a repeat changes nothing. */
export const servicesResetInvoicedPeriods: Operation<ServicesResetInvoicedPeriodsParams, unknown> = {
  name: 'services.resetInvoicedPeriods',
  method: 'POST',
  path: '/billing/services/{id}/reset_service_invoiced_periods',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['id', 'periods_ids'], findings);
    ownId(value.id, findings, value, 'id');
    list(value.periods_ids, identifier, findings, value, 'periods_ids');
    if (Array.isArray(value.periods_ids) && value.periods_ids.length === 0) {
      findings.add(value, 'periods_ids', 'expected at least one');
    }
  },
  body: ({ periods_ids }) => ({ periods_ids }),
  answer: {},
};
