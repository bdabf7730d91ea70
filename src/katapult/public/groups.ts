import type { Caller, CallOptions, IterateOptions, NoParams, Paged } from '../operation.ts';
import {
  type DataCentersListResult,
  dataCentersList,
  type PackagesListResult,
  type PricesEstimateResult,
  type PricesListResult,
  pricesEstimate,
  pricesList,
  type SignUpsCreateResult,
  signUpsCreate,
  statisticsGet,
  virtualMachinePackagesList,
} from './operations.ts';
import type { PriceEstimateParams, PublicPageParams, SignUpParams } from './params.ts';
import type { PublicStatistics, PublicVirtualMachinePackage } from './types.ts';

/** Methods of the group `dataCenters`. */
export class PublicDataCentersGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** All data centers: `GET /data_centers`. */
  list(params: NoParams = {}, options?: CallOptions): Promise<DataCentersListResult> {
    return this.#caller.call(dataCentersList, params, options);
  }
}

/** Methods of the group `prices`. */
export class PublicPricesGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** The default price list: `GET /pricing/prices`. */
  list(params: NoParams = {}, options?: CallOptions): Promise<PricesListResult> {
    return this.#caller.call(pricesList, params, options);
  }

  /**
   * What a configuration costs: `POST /pricing/estimate`. Error codes of its own: `missing_resources`,
   * `invalid_estimate_resource`, `invalid_estimate_quantity`, `currency_not_found`, `country_not_found`. Repeated
   * after a 429 alone.
   */
  estimate(params: PriceEstimateParams, options?: CallOptions): Promise<PricesEstimateResult> {
    return this.#caller.call(pricesEstimate, params, options);
  }
}

/** Methods of the group `signUps`. */
export class PublicSignUpsGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * Begins a sign-up: `POST /signups`. Error codes of its own: `invalid_coupon_code`, `validation_error`. Repeated
   * after a 429 alone: a second sign-up would send a second mail.
   */
  create(params: SignUpParams, options?: CallOptions): Promise<SignUpsCreateResult> {
    return this.#caller.call(signUpsCreate, params, options);
  }
}

/** Methods of the group `statistics`. */
export class PublicStatisticsGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Figures of the whole platform: `GET /stats`. */
  get(params: NoParams = {}, options?: CallOptions): Promise<PublicStatistics> {
    return this.#caller.call(statisticsGet, params, options);
  }
}

/** Methods of the group `virtualMachinePackages`. */
export class PublicVirtualMachinePackagesGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** One page of the packages on sale: `GET /virtual_machine_packages`. */
  list(params: PublicPageParams = {}, options?: CallOptions): Promise<PackagesListResult> {
    return this.#caller.call(virtualMachinePackagesList, params, options);
  }

  /** The packages of all pages. */
  iterate(params: PublicPageParams = {}, options?: IterateOptions): Paged<PublicVirtualMachinePackage> {
    return this.#caller.iterate(virtualMachinePackagesList, params, options);
  }
}
