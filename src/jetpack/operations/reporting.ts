import type { Check } from '../../core/check.ts';
import { list } from '../../core/check.ts';
import { activationPage, objects } from '../answer-check.ts';
import { listPairs, pairs } from '../fields.ts';
import { filled, natural, pathId, word } from '../input-check.ts';
import type { ListOperation, Operation } from '../operation.ts';
import type {
  ByPartnerKey,
  WireActivation,
  WireActivationPage,
  WireActivationsOf,
  WireActivationsParams,
  WireActivationsSummaryParams,
} from '../types/reporting.ts';

const OF_KEY = { partner_id: pathId, key_id: pathId };

const words: Check = (value, findings, holder, key) => list(value, word, findings, holder, key);

/** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/activations`. */
export const reportingActivationsList: ListOperation<
  WireActivationsParams,
  WireActivationPage,
  WireActivation
> = {
  name: 'reporting.activations',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/activations',
  auth: 'user',
  repeatable: true,
  input: {
    ...OF_KEY,
    'page?': natural,
    'per_page?': natural,
    'plans?': words,
    'activated_after?': filled,
    'activated_before?': filled,
  },
  query: ({ page, per_page, plans, activated_after, activated_before }) => [
    ...pairs({ page, per_page }),
    ...listPairs('plans', plans),
    ...pairs({ activated_after, activated_before }),
  ],
  answer: { check: activationPage },
  items: ({ activations }) => activations,
  keyOf: (activation) => activation.id ?? JSON.stringify(activation),
  more: ({ total }, _number, seen) => typeof total !== 'number' || seen < total,
};

/** `GET /wpcom/v2/jetpack-partners/activations`. */
export const reportingActivationsSummary: Operation<
  WireActivationsSummaryParams,
  readonly WireActivationsOf[]
> = {
  name: 'reporting.summary',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partners/activations',
  auth: 'user',
  repeatable: true,
  input: { 'key_id?': pathId, 'scale?': word },
  query: ({ key_id, scale }) => pairs({ key_id, scale }),
  answer: { check: objects },
};

/** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/invoices`. Its answer is not documented. */
export const reportingInvoicesPast: Operation<ByPartnerKey, unknown> = {
  name: 'reporting.invoices',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/invoices',
  auth: 'user',
  repeatable: true,
  input: OF_KEY,
  answer: {},
};

/** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/upcoming-invoice`. Its answer is not documented. */
export const reportingInvoicesUpcoming: Operation<ByPartnerKey, unknown> = {
  name: 'reporting.upcomingInvoice',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/upcoming-invoice',
  auth: 'user',
  repeatable: true,
  input: OF_KEY,
  answer: {},
};
