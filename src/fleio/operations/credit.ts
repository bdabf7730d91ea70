import { flag, list, record } from '../../core/check.ts';
import { moneyOf } from '../amount-text.ts';
import { decimal, id } from '../answer-check.ts';
import { currency, filled, onlyThese, ownId, positive, word } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import type {
  ClientsChangeCreditParams,
  ClientsSetBillingAgreementsParams,
  CreditChange,
} from '../types/clients.ts';

/**
 * `POST /clients/{id}/change_credit`. Moves money; before Fleio 2026.07.1 a second call moves it twice, whatever its
 * key. The server exchanges nothing, so the source is the amount itself, at the rate 1 (contract 8.2).
 */
export const clientsChangeCredit: Operation<ClientsChangeCreditParams, CreditChange> = {
  name: 'clients.changeCredit',
  method: 'POST',
  path: '/clients/{id}/change_credit',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['id', 'amount', 'currency', 'add_credit', 'external_source_key'], findings);
    ownId(value.id, findings, value, 'id');
    positive(value.amount, findings, value, 'amount');
    currency(value.currency, findings, value, 'currency');
    flag(value.add_credit, findings, value, 'add_credit');
    filled(value.external_source_key, findings, value, 'external_source_key', 2);
  },
  body: ({ amount, currency: code, add_credit, external_source_key }) => {
    const sent = moneyOf(amount, code);
    return {
      amount: sent,
      currency: code,
      exchange_rate: 1,
      source_amount: sent,
      source_currency: code,
      add_credit,
      external_source: true,
      external_source_key,
    };
  },
  answer: {
    check: (value, findings, holder, key) => {
      if (!record(value, findings, holder, key)) return;
      id(value.client, findings, value, 'client', 3);
      decimal(value.credit_balance, findings, value, 'credit_balance', 3);
    },
  },
};

/** `POST /clients/set_billing_agreements`. The body is a list (contract 4.5); repeating it changes nothing. */
export const clientsSetBillingAgreements: Operation<ClientsSetBillingAgreementsParams, unknown> = {
  name: 'clients.setBillingAgreements',
  method: 'POST',
  path: '/clients/set_billing_agreements',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['agreements'], findings);
    if (Array.isArray(value.agreements) && value.agreements.length === 0) {
      findings.add(value, 'agreements', 'expected at least one');
    }
    list(
      value.agreements,
      (item, found, items, index) => {
        if (!record(item, found, items, index)) return;
        word(item.uuid, found, item, 'uuid');
        flag(item.agreement, found, item, 'agreement');
      },
      findings,
      value,
      'agreements',
    );
  },
  body: ({ agreements }) => agreements.map(({ uuid, agreement }) => ({ uuid, agreement })),
  answer: {},
};
