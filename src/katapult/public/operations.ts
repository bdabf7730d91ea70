import { type Check, flag, list, record, text } from '../../core/check.ts';
import { integer, natural, oneKey } from '../input-check.ts';
import type { ListOperation, NoParams, Operation } from '../operation.ts';
import {
  answerWith,
  dataCenters,
  estimate,
  members,
  packages,
  pagination,
  resourcePrices,
  statistics,
} from './checks.ts';
import type { PriceEstimateParams, PublicPageParams, SignUpParams } from './params.ts';
import type {
  PublicDataCenter,
  PublicEstimate,
  PublicPagination,
  PublicResourcePrice,
  PublicStatistics,
  PublicVirtualMachinePackage,
} from './types.ts';

/** Answer of `GET /data_centers`. */
export interface DataCentersListResult {
  readonly data_centers: readonly PublicDataCenter[];
}

/** Answer of `GET /pricing/prices`. */
export interface PricesListResult {
  readonly prices: readonly PublicResourcePrice[];
}

/** Answer of `POST /pricing/estimate`. */
export interface PricesEstimateResult {
  readonly estimate: PublicEstimate;
}

/** Answer of `POST /signups`. */
export interface SignUpsCreateResult {
  readonly id: string;
  readonly email_address?: string | null;
  /** Where the person goes on; only without a mail. Who has it can finish the sign-up, so treat it as a secret. */
  readonly url?: string | null;
}

/** Answer of `GET /virtual_machine_packages`. */
export interface PackagesListResult {
  readonly pagination?: PublicPagination | null;
  readonly packages: readonly PublicVirtualMachinePackage[];
}

export const dataCentersList: Operation<NoParams, DataCentersListResult> = {
  name: 'dataCenters.list',
  method: 'GET',
  path: '/data_centers',
  check: answerWith('data_centers', dataCenters),
};

export const pricesList: Operation<NoParams, PricesListResult> = {
  name: 'prices.list',
  method: 'GET',
  path: '/pricing/prices',
  check: answerWith('prices', resourcePrices),
};

const estimateInput: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  text(value.customer_name, findings, value, 'customer_name');
  list(value.resources, resourceInput, findings, value, 'resources');
  text(value.customer_type, findings, value, 'customer_type');
  oneKey(value.currency, ['id', 'iso_code'], findings, value, 'currency');
  oneKey(value.country, ['id', 'iso_code2', 'iso_code3'], findings, value, 'country');
};

const resourceInput: Check = (value, findings, holder, key) => {
  if (!record(value, findings, holder, key)) return;
  text(value.resource, findings, value, 'resource');
  integer(value.quantity, findings, value, 'quantity');
};

export const pricesEstimate: Operation<PriceEstimateParams, PricesEstimateResult> = {
  name: 'prices.estimate',
  method: 'POST',
  path: '/pricing/estimate',
  input: estimateInput,
  check: answerWith('estimate', estimate),
};

export const signUpsCreate: Operation<SignUpParams, SignUpsCreateResult> = {
  name: 'signUps.create',
  method: 'POST',
  path: '/signups',
  input: members({
    verify_with_email: flag,
    email_address: text,
    coupon: text,
    campaign: members({ id: text, name: text, source: text, medium: text, term: text, content: text }),
  }),
  check: answerWith('id', text, { email_address: text, url: text }),
};

export const statisticsGet: Operation<NoParams, PublicStatistics> = {
  name: 'statistics.get',
  method: 'GET',
  path: '/stats',
  check: statistics,
};

export const virtualMachinePackagesList: ListOperation<
  PublicPageParams,
  PackagesListResult,
  PublicVirtualMachinePackage
> = {
  name: 'virtualMachinePackages.list',
  method: 'GET',
  path: '/virtual_machine_packages',
  input: (value, findings, holder, key) => {
    if (!record(value, findings, holder, key)) return;
    natural(value.page, findings, value, 'page', 2);
    natural(value.per_page, findings, value, 'per_page', 2);
  },
  list: 'packages',
  check: answerWith('packages', packages, { pagination }),
};
