import { type Check, list, record, text } from '../../core/check.ts';
import { moneyOf } from '../amount-text.ts';
import { decimal } from '../answer-check.ts';
import { currency, nothing, notNegative, onlyThese, word } from '../input-check.ts';
import type { NoParams, Operation } from '../operation.ts';
import type {
  ClientsToAutoInvoice,
  NecessaryCredits,
  ProcessCreditAutoInvoicingParams,
} from '../types/external-billing.ts';

/** `GET /billing/external-billing/get_clients_to_auto_invoice_for_external_billing`. All on one page. */
export const externalBillingClientsToAutoInvoice: Operation<NoParams, ClientsToAutoInvoice> = {
  name: 'externalBilling.clientsToAutoInvoice',
  method: 'GET',
  path: '/billing/external-billing/get_clients_to_auto_invoice_for_external_billing',
  repeatable: true,
  input: nothing,
  answer: {
    check: (value, findings, holder, key) => {
      if (record(value, findings, holder, key)) list(value.objects, text, findings, value, 'objects');
    },
  },
};

const CODE = 'credit_still_to_be_paid_currency_code';

const openAmount: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  onlyThese(value, ['external_billing_id', 'credit_still_to_be_paid', CODE], findings);
  word(value.external_billing_id, findings, value, 'external_billing_id');
  notNegative(value.credit_still_to_be_paid, findings, value, 'credit_still_to_be_paid');
  currency(value[CODE], findings, value, CODE);
};

const necessaryCredit: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  text(value.external_billing_id, findings, value, 'external_billing_id');
  decimal(value.necessary_credit, findings, value, 'necessary_credit');
  text(value.necessary_credit_currency, findings, value, 'necessary_credit_currency');
};

/** `POST /billing/external-billing/process_clients_for_credit_auto_invoicing`. Not to be repeated (contract 13). */
export const externalBillingProcessCreditAutoInvoicing: Operation<
  ProcessCreditAutoInvoicingParams,
  NecessaryCredits
> = {
  name: 'externalBilling.processCreditAutoInvoicing',
  method: 'POST',
  path: '/billing/external-billing/process_clients_for_credit_auto_invoicing',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['clients'], findings);
    list(value.clients, openAmount, findings, value, 'clients');
    if (Array.isArray(value.clients) && value.clients.length === 0) {
      findings.add(value, 'clients', 'expected at least one');
    }
  },
  body: ({ clients }) => ({
    clients: clients.map((client) => ({
      ...client,
      credit_still_to_be_paid: moneyOf(client.credit_still_to_be_paid, client[CODE]),
    })),
  }),
  answer: {
    check: (value, findings, holder, key) => {
      if (record(value, findings, holder, key)) {
        list(value.objects, necessaryCredit, findings, value, 'objects');
      }
    },
  },
};
