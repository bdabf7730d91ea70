/** A place with hardware. */
export interface PublicDataCenter {
  readonly id: string;
  readonly name?: string | null;
  readonly permalink?: string | null;
  /** Name of the country. */
  readonly country?: string | null;
}

/** A currency. */
export interface PublicCurrency {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly iso_code?: string | null;
  readonly symbol?: string | null;
}

/** What one variant of a resource costs in one currency. */
export interface PublicPrice {
  readonly id?: string | null;
  /** A decimal number of the currency; `new Decimal(String(price))` is exact. */
  readonly price?: number | null;
  readonly currency?: readonly PublicCurrency[] | null;
}

/** A variant of a resource, such as one speed of a disk. */
export interface PublicPriceVariant {
  readonly id?: string | null;
  readonly description?: string | null;
  readonly default?: boolean | null;
  readonly prices?: readonly PublicPrice[] | null;
}

/** A resource with the prices of its variants, by the default price plan. */
export interface PublicResourcePrice {
  readonly resource?: string | null;
  readonly category?: string | null;
  readonly description?: string | null;
  readonly variants?: readonly PublicPriceVariant[] | null;
}

/** A size of virtual machine. */
export interface PublicVirtualMachinePackage {
  readonly id: string;
  readonly name?: string | null;
  readonly permalink?: string | null;
  readonly cpu_cores?: number | null;
  readonly ipv4_addresses?: number | null;
  readonly memory_in_gb?: number | null;
  readonly storage_in_gb?: number | null;
  readonly monthly_bandwidth_allowance_in_gb?: number | null;
  readonly privacy?: 'public' | 'private' | (string & {}) | null;
  readonly icon?: PublicAttachment | null;
  readonly use_dedicated_cpus?: boolean | null;
  readonly group?: { readonly id?: string | null; readonly name?: string | null } | null;
}

/** A file, such as an icon. */
export interface PublicAttachment {
  readonly url?: string | null;
  readonly file_name?: string | null;
  readonly file_type?: string | null;
  readonly file_size?: number | null;
  readonly digest?: string | null;
  readonly token?: string | null;
}

/** One resource of an estimate. Amounts are decimal numbers of the currency of the estimate. */
export interface PublicEstimateResource {
  readonly resource?: string | null;
  readonly description?: string | null;
  readonly quantity?: number | null;
  readonly per_month?: number | null;
  readonly per_month_inc_tax?: number | null;
  readonly per_month_each?: number | null;
  readonly per_hour?: number | null;
  readonly per_hour_inc_tax?: number | null;
  readonly per_hour_each?: number | null;
  readonly package?: PublicVirtualMachinePackage | null;
}

/** What a configuration costs. Amounts are decimal numbers of the currency; `new Decimal(String(n))` is exact. */
export interface PublicEstimate {
  readonly resources?: readonly PublicEstimateResource[] | null;
  readonly per_month?: number | null;
  readonly per_month_inc_tax?: number | null;
  readonly per_hour?: number | null;
  readonly per_hour_inc_tax?: number | null;
  readonly currency?: PublicCurrency | null;
  readonly tax_rate?: number | null;
  /** Address of the estimate as a document. */
  readonly pdf_url?: string | null;
}

/** Figures of the whole platform. Memory and storage are in GB. */
export interface PublicStatistics {
  readonly total_virtual_machines_launched?: number | null;
  readonly total_virtual_machines_launched_today?: number | null;
  readonly total_memory?: number | null;
  readonly total_cpu_cores?: number | null;
  readonly total_block_storage?: number | null;
  readonly total_organizations?: number | null;
}

/** Which page of a list an answer is. The totals are null for a set too large to be counted. */
export interface PublicPagination {
  readonly current_page?: number | null;
  readonly total_pages?: number | null;
  readonly total?: number | null;
  readonly per_page?: number | null;
  readonly large_set?: boolean | null;
}
