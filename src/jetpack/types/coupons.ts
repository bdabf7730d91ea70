import type { Loose } from './common.ts';

/** A coupon by its code. */
export interface ByCouponCode {
  readonly coupon_code: string;
}

/** A coupon. */
export interface WireCoupon extends Loose {
  readonly coupon_code: string;
  /** Slugs. */
  readonly products?: readonly string[] | null;
  /** Percent. */
  readonly discount?: number | null;
  readonly used_at?: string | null;
  readonly expired?: boolean | null;
}

/** Parameters of `coupons.issue`. */
export interface WireCouponIssueParams {
  /** One of `coupons.presets`. */
  readonly preset: string;
}

/** Parameters of `coupons.issueMany`. */
export interface WireCouponIssueManyParams extends WireCouponIssueParams {
  /** 1 to 500. */
  readonly quantity: number;
}

/** Parameters of `coupons.getMany`. */
export interface WireCouponCodesParams {
  readonly coupon_codes: readonly string[];
}
