/** A currency by one of its keys. */
export type PublicCurrencyLookup =
  | { readonly id: string; readonly iso_code?: never }
  | { readonly iso_code: string; readonly id?: never };

/** A country by one of its keys. */
export type PublicCountryLookup =
  | { readonly id: string; readonly iso_code2?: never; readonly iso_code3?: never }
  | { readonly iso_code2: string; readonly id?: never; readonly iso_code3?: never }
  | { readonly iso_code3: string; readonly id?: never; readonly iso_code2?: never };

/** Parameters of {@link KatapultPublicClient.prices}' `estimate`. */
export interface PriceEstimateParams {
  /** Name that the estimate is made out to. */
  readonly customer_name: string;
  /** At least one resource; `resource` is a name of the price list. */
  readonly resources: readonly { readonly resource: string; readonly quantity: number }[];
  readonly customer_type: 'consumer' | 'business' | (string & {});
  readonly currency: PublicCurrencyLookup;
  readonly country: PublicCountryLookup;
}

/** Parameters of `signUps.create`. */
export interface SignUpParams {
  /** True sends a mail that verifies the address; false gives the `url` where the person goes on. */
  readonly verify_with_email?: boolean | undefined;
  readonly email_address?: string | undefined;
  /** Coupon for the first organization that the person makes. */
  readonly coupon?: string | undefined;
  /** Where the person came from. */
  readonly campaign?:
    | {
        readonly id?: string | undefined;
        readonly name?: string | undefined;
        readonly source?: string | undefined;
        readonly medium?: string | undefined;
        readonly term?: string | undefined;
        readonly content?: string | undefined;
      }
    | undefined;
}

/** Which page of a list. */
export interface PublicPageParams {
  /** From 1. */
  readonly page?: number | undefined;
  /** Default 30. */
  readonly per_page?: number | undefined;
}
