import { type Check, type Findings, flag, list, miss, record, text } from '../../core/check.ts';
import { decimal, id, page } from '../answer-check.ts';
import { CLIENT_FIELD_LENGTHS, MAX_CLIENT_GROUPS, USER_FIELD_LENGTHS } from '../field-lengths.ts';
import { createdIssues, linkIssues } from '../fits.ts';
import { byId, currency, filled, identifier, listByExternalId, ownId, texts, word } from '../input-check.ts';
import type { ListOperation, Operation } from '../operation.ts';
import { pageQuery, pairs } from '../query.ts';
import type {
  BillingSummary,
  ClientRecord,
  ClientsCreateParams,
  ClientsListParams,
  ClientsUpdateParams,
} from '../types/clients.ts';
import type { ById } from '../types/ids.ts';
import { ACTION, type Action } from './actions.ts';

const client: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  for (const name of ['status', 'external_billing_id', 'currency', 'outofcredit_datetime']) {
    text(value[name], findings, value, name, 3);
  }
  decimal(value.uptodate_credit, findings, value, 'uptodate_credit', 3);
  flag(value.has_billing_agreement, findings, value, 'has_billing_agreement', 3);
};

/** `GET /clients`. */
export const clientsList: ListOperation<ClientsListParams, ClientRecord> = {
  name: 'clients.list',
  method: 'GET',
  path: '/clients',
  repeatable: true,
  list: true,
  input: listByExternalId,
  query: ({ external_billing_id, ...rest }) => pairs({ external_billing_id, ...pageQuery(rest) }),
  answer: {
    check: (...at) => page(client)(...at),
    fits: linkIssues,
    misfit: 'lookup_mismatch',
  },
};

/** `GET /clients/{id}`. */
export const clientsRetrieve: Operation<ById, ClientRecord> = {
  name: 'clients.retrieve',
  method: 'GET',
  path: '/clients/{id}',
  repeatable: true,
  input: byId,
  answer: { check: client },
};

function details(value: Readonly<Record<string, unknown>>, findings: Findings): void {
  texts(value, CLIENT_FIELD_LENGTHS, findings);
  text(value.email, findings, value, 'email', 2);
}

const createInput: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  details(value, findings);
  text(value.fax, findings, value, 'fax', 2);
  word(value.external_billing_id, findings, value, 'external_billing_id');
  currency(value.currency, findings, value, 'currency');
  flag(value.create_auto_order_service, findings, value, 'create_auto_order_service', 2);
  const service = 'auto_order_service_external_billing_id';
  identifier(value[service], findings, value, service, 2);
  filled(value.configuration, findings, value, 'configuration', 2);
  list(value.groups, filled, findings, value, 'groups', 2);
  if (Array.isArray(value.groups) && value.groups.length > MAX_CLIENT_GROUPS) {
    findings.add(value, 'groups', `${value.groups.length} groups, where at most ${MAX_CLIENT_GROUPS} fit`);
  }
  userInput(value.user, value.external_billing_id, findings, value);
};

/** The user of a new client, who must have its external id: single sign-on finds both by it (contract 5.2). */
function userInput(user: unknown, externalId: unknown, findings: Findings, holder: unknown): void {
  if (!record(user, findings, holder, 'user')) return;
  texts(user, USER_FIELD_LENGTHS, findings);
  filled(user.email, findings, user, 'email');
  flag(user.email_verified, findings, user, 'email_verified', 2);
  if (typeof user.password !== 'string' || user.password === '') {
    miss(user.password, findings, user, 'password', 0, 'a password that is not empty');
  }
  if (user.external_billing_id !== externalId) {
    findings.add(user, 'external_billing_id', 'expected the external id of the client');
  }
}

/**
 * `POST /clients`. Makes the client, its user and, where asked, an ordered service. What a lost answer leaves behind
 * is found by the external id.
 */
export const clientsCreate: Operation<ClientsCreateParams, ClientRecord> = {
  name: 'clients.create',
  method: 'POST',
  path: '/clients',
  slow: true,
  input: createInput,
  body: (params) => params,
  answer: { check: client, fits: createdIssues },
};

/** `PATCH /clients/{id}`. */
export const clientsUpdate: Operation<ClientsUpdateParams, unknown> = {
  name: 'clients.update',
  method: 'PATCH',
  path: '/clients/{id}',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    ownId(value.id, findings, value, 'id');
    details(value, findings);
  },
  body: ({ id: _id, ...changes }) => changes,
  answer: {},
};

/** `POST /clients/{id}/suspend`. */
export const clientsSuspend: Action = { ...ACTION, name: 'clients.suspend', path: '/clients/{id}/suspend' };

/** `POST /clients/{id}/resume`. */
export const clientsResume: Action = { ...ACTION, name: 'clients.resume', path: '/clients/{id}/resume' };

/** `DELETE /clients/{id}?delete_cloud_resources=true`. */
export const clientsDeleteWithResources: Action = {
  ...ACTION,
  name: 'clients.deleteWithResources',
  method: 'DELETE',
  path: '/clients/{id}',
  slow: true,
  query: () => [['delete_cloud_resources', 'true']],
};

/** `GET /clients/{id}/billing_summary`. */
export const clientsBillingSummary: Operation<ById, BillingSummary> = {
  name: 'clients.billingSummary',
  method: 'GET',
  path: '/clients/{id}/billing_summary',
  repeatable: true,
  input: byId,
  answer: {
    check: (value, findings, holder, key) => {
      if (record(value, findings, holder, key)) decimal(value.price, findings, value, 'price');
    },
  },
};
