import { type Check, record, text } from '../../core/check.ts';
import { id, page } from '../answer-check.ts';
import { filteringText, serviceFilter } from '../filtering.ts';
import { filterIssues } from '../fits.ts';
import { identifier, onlyThese, ownId, pageInput } from '../input-check.ts';
import type { ListOperation, Operation } from '../operation.ts';
import { pageQuery, pairs } from '../query.ts';
import type { ServiceRecord, ServicesListParams, ServicesUpdateParams } from '../types/services.ts';
import { ACTION, type Action } from './actions.ts';

const service: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  id(value.id, findings, value, 'id');
  text(value.status, findings, value, 'status', 3);
  // A service that is not linked may have an empty text here.
  if (value.external_billing_id !== '')
    id(value.external_billing_id, findings, value, 'external_billing_id', 3);
  if (record(value.client, findings, value, 'client', 3)) {
    text(value.client.external_billing_id, findings, value.client, 'external_billing_id', 3);
  }
};

/** `GET /billing/services`. */
export const servicesList: ListOperation<ServicesListParams, ServiceRecord> = {
  name: 'services.list',
  method: 'GET',
  path: '/billing/services',
  repeatable: true,
  list: true,
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    pageInput(value, ['filtering'], findings);
    if (Object.hasOwn(value, 'filtering')) serviceFilter(value.filtering, findings, value, 'filtering');
  },
  query: ({ filtering, ...rest }) =>
    pairs({ filtering: filtering && filteringText(filtering), ...pageQuery(rest) }),
  answer: { check: (...at) => page(service)(...at), fits: filterIssues, misfit: 'lookup_mismatch' },
};

/** `PATCH /billing/services/{id}`. */
export const servicesUpdate: Operation<ServicesUpdateParams, unknown> = {
  name: 'services.update',
  method: 'PATCH',
  path: '/billing/services/{id}',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    onlyThese(value, ['id', 'external_billing_id'], findings);
    ownId(value.id, findings, value, 'id');
    identifier(value.external_billing_id, findings, value, 'external_billing_id');
  },
  body: ({ external_billing_id }) => ({ external_billing_id }),
  answer: {},
};

/** `POST /billing/services/{id}/activate`. Creates what the service stands for, unless it is active. */
export const servicesActivate: Action = {
  ...ACTION,
  name: 'services.activate',
  path: '/billing/services/{id}/activate',
  slow: true,
};

/** `POST /billing/services/{id}/suspend`. */
export const servicesSuspend: Action = {
  ...ACTION,
  name: 'services.suspend',
  path: '/billing/services/{id}/suspend',
};

/** `POST /billing/services/{id}/unsuspend`. Fleio 2023.12 and later. */
export const servicesUnsuspend: Action = {
  ...ACTION,
  name: 'services.unsuspend',
  path: '/billing/services/{id}/unsuspend',
};

/** `POST /billing/services/{id}/resume`. What `unsuspend` was called before Fleio 2023.12 (contract 6.4). */
export const servicesResume: Action = {
  ...ACTION,
  name: 'services.resume',
  path: '/billing/services/{id}/resume',
};

/** `POST /billing/services/{id}/terminate`. Deletes the cloud resources of the service. */
export const servicesTerminate: Action = {
  ...ACTION,
  name: 'services.terminate',
  path: '/billing/services/{id}/terminate',
  slow: true,
};
