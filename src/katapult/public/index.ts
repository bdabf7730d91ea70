/**
 * The public Katapult API: prices, packages, places, sign-up. It needs no token.
 *
 * @module reseller-sdk/katapult/public
 */
export type { CallOptions, IterateOptions, NoParams, Paged } from '../operation.ts';
export { KatapultPublicClient, type KatapultPublicOptions } from './client.ts';
export type {
  PublicDataCentersGroup,
  PublicPricesGroup,
  PublicSignUpsGroup,
  PublicStatisticsGroup,
  PublicVirtualMachinePackagesGroup,
} from './groups.ts';
export type {
  DataCentersListResult,
  PackagesListResult,
  PricesEstimateResult,
  PricesListResult,
  SignUpsCreateResult,
} from './operations.ts';
export type {
  PriceEstimateParams,
  PublicCountryLookup,
  PublicCurrencyLookup,
  PublicPageParams,
  SignUpParams,
} from './params.ts';
export type {
  PublicAttachment,
  PublicCurrency,
  PublicDataCenter,
  PublicEstimate,
  PublicEstimateResource,
  PublicPagination,
  PublicPrice,
  PublicPriceVariant,
  PublicResourcePrice,
  PublicStatistics,
  PublicVirtualMachinePackage,
} from './types.ts';
