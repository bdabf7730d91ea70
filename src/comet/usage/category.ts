import type { CategoryRule } from '../../reconciler/index.ts';

/** The categories that this package knows. Callers may add their own ids. */
export type CometCategoryId =
  | 'devices'
  | 'hyperv_vms'
  | 'vmware_vms'
  | 'proxmox_vms'
  | 'disk_image'
  | 'mssql'
  | 'm365_accounts'
  | 'other_boosters'
  | 'account_fees'
  | 'server_licenses'
  | 'account_plan'
  | 'other'
  | 'unknown';

/** Statistic of a backup job that counts what is billed. */
export type JobStatistic =
  | 'TotalVmCount'
  | 'TotalAccountsCount'
  | 'TotalMailsCount'
  | 'TotalSitesCount'
  | 'TotalLicensedMailsCount';

/**
 * How the server's own profiles are counted.
 * - `deviceCount`: one for each registered device.
 * - `sourceCount`: one for each Protected Item of an engine.
 * - `distinctDevices`: one for each device that has such an item.
 * - `statistic`: what the jobs of such an item counted; absent counts as 0.
 */
export type ServerMeasure =
  | { readonly measure: 'deviceCount' }
  | { readonly measure: 'sourceCount' | 'distinctDevices'; readonly engines: readonly string[] }
  | {
      readonly measure: 'statistic';
      readonly engines: readonly string[];
      readonly statistic: JobStatistic;
      /** `max` of the last and the last successful job, or one of the two. */
      readonly pick: 'max' | 'last' | 'lastSuccess';
    };

/** What a portal line's quantity column counts for. */
export interface QuantityRule {
  /** Count of a line without quantity. */
  readonly nullAs: string;
  /** Count of a line whose quantity is 0. */
  readonly zeroAs: string;
  /** `keep` adds a negative quantity as it is, `clamp` takes it for 0 (and so for `zeroAs`). */
  readonly negative: 'keep' | 'clamp';
  /** Whether a missing quantity is taken from the count that the line's text declares. Default false. */
  readonly declaredCountFallback?: boolean;
}

/** How lines of the portal fall into the category, and what each counts. */
export interface PortalMeasure {
  /** Types that mean this category, lower-case. */
  readonly types: readonly string[];
  /** Words of a booster label or Item that mean it, lower-case; searched in the order of the categories. */
  readonly words: readonly string[];
  /** `row`: each line counts 1. */
  readonly quantity: QuantityRule | 'row';
}

/**
 * A category of usage: plain data, so that a caller can spread and override it. The engine's half is
 * `cometCategoryRules`. Source: X2, reconciler 10.3.
 *
 * @example
 * const mine = cometCategories.map((category) =>
 *   category.id === 'devices' ? { ...category, tolerance: { absolute: 1 } } : category);
 */
export interface CometCategory
  extends Pick<
    CategoryRule,
    'label' | 'compare' | 'tolerance' | 'unitPrice' | 'maxAgeHours' | 'informational'
  > {
  readonly id: CometCategoryId | (string & {});
  /** Null where the server has no such thing: fees, licences, what nobody knows. */
  readonly server: ServerMeasure | null;
  readonly portal: PortalMeasure;
}
