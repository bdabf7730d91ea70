import type { Caller, CallOptions } from '../operation.ts';
import {
  couponIssue,
  couponIssueBulk,
  couponPresets,
  couponRevoke,
  couponStatus,
  couponStatusBulk,
} from '../operations/coupons.ts';
import type {
  ByCouponCode,
  WireCoupon,
  WireCouponCodesParams,
  WireCouponIssueManyParams,
  WireCouponIssueParams,
} from '../types/coupons.ts';

/** Methods of the group `coupons`. They take the licensing token. */
export class JetpackCouponsGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `GET /wpcom/v2/jetpack-partner/coupon/v1/coupon`. Changes nothing; repeated on network trouble. */
  get(params: ByCouponCode, options?: CallOptions): Promise<WireCoupon> {
    return this.#caller.call(couponStatus, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partner/coupon/v1/coupons`. Whatever the API answers: it is not documented. */
  getMany(params: WireCouponCodesParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(couponStatusBulk, params, options);
  }

  /** `POST /wpcom/v2/jetpack-partner/coupon/v1/coupon`. Makes another coupon, each time. Never repeated. */
  issue(params: WireCouponIssueParams, options?: CallOptions): Promise<WireCoupon> {
    return this.#caller.call(couponIssue, params, options);
  }

  /**
   * `POST /wpcom/v2/jetpack-partner/coupon/v1/coupons`. Makes up to 500 more. Whatever the API answers: it is not
   * documented. Never repeated.
   */
  issueMany(params: WireCouponIssueManyParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(couponIssueBulk, params, options);
  }

  /** `DELETE /wpcom/v2/jetpack-partner/coupon/v1/coupon`. Never repeated. */
  revoke(params: ByCouponCode, options?: CallOptions): Promise<WireCoupon> {
    return this.#caller.call(couponRevoke, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partner/coupon/v1/presets`. Whatever the API answers: it is not documented. */
  presets(options?: CallOptions): Promise<unknown> {
    return this.#caller.call(couponPresets, {}, options);
  }
}
