import type { Check } from '../../core/check.ts';
import { coupon } from '../answer-check.ts';
import { listPairs, pairs } from '../fields.ts';
import { filled, natural, word } from '../input-check.ts';
import type { Operation } from '../operation.ts';
import type { NoParams } from '../types/common.ts';
import type {
  ByCouponCode,
  WireCoupon,
  WireCouponCodesParams,
  WireCouponIssueManyParams,
  WireCouponIssueParams,
} from '../types/coupons.ts';

const MAX_COUPONS = 500;

const byCode = { coupon_code: word };

/** `GET /wpcom/v2/jetpack-partner/coupon/v1/coupon`. */
export const couponStatus: Operation<ByCouponCode, WireCoupon> = {
  name: 'coupons.get',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/coupon',
  auth: 'licensing',
  repeatable: true,
  input: byCode,
  query: ({ coupon_code }) => pairs({ coupon_code }),
  answer: { check: coupon },
};

/** `POST /wpcom/v2/jetpack-partner/coupon/v1/coupon`. Each call makes another coupon. */
export const couponIssue: Operation<WireCouponIssueParams, WireCoupon> = {
  name: 'coupons.issue',
  method: 'POST',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/coupon',
  auth: 'licensing',
  once: true,
  input: { preset: filled },
  json: ({ preset }) => ({ preset }),
  answer: { check: coupon, secret: true },
};

/** `DELETE /wpcom/v2/jetpack-partner/coupon/v1/coupon`. */
export const couponRevoke: Operation<ByCouponCode, WireCoupon> = {
  name: 'coupons.revoke',
  method: 'DELETE',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/coupon',
  auth: 'licensing',
  once: true,
  input: byCode,
  query: ({ coupon_code }) => pairs({ coupon_code }),
  answer: { check: coupon },
};

const atMost: Check = (value, findings, holder, key) => {
  natural(value, findings, holder, key);
  if (typeof value === 'number' && value > MAX_COUPONS)
    findings.add(holder, key, `at most ${MAX_COUPONS} at once`);
};

/** `POST /wpcom/v2/jetpack-partner/coupon/v1/coupons`. The shape of its answer is not documented. */
export const couponIssueBulk: Operation<WireCouponIssueManyParams, unknown> = {
  name: 'coupons.issueMany',
  method: 'POST',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/coupons',
  auth: 'licensing',
  once: true,
  input: { preset: filled, quantity: atMost },
  json: ({ preset, quantity }) => ({ preset, quantity }),
  answer: { secret: true },
};

/** Codes of coupons, at least one. */
const codes: Check = (value, findings, holder, key) => {
  const given: readonly unknown[] = Array.isArray(value) ? value : [];
  if (given.length === 0) findings.add(holder, key, 'expected a list of at least one code');
  for (const [index, code] of given.entries()) word(code, findings, value, index);
};

/** `GET /wpcom/v2/jetpack-partner/coupon/v1/coupons`. The shape of its answer is not documented. */
export const couponStatusBulk: Operation<WireCouponCodesParams, unknown> = {
  name: 'coupons.getMany',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/coupons',
  auth: 'licensing',
  repeatable: true,
  input: { coupon_codes: codes },
  query: ({ coupon_codes }) => listPairs('coupon_codes', coupon_codes),
  answer: {},
};

/** `GET /wpcom/v2/jetpack-partner/coupon/v1/presets`. The shape of its answer is not documented. */
export const couponPresets: Operation<NoParams, unknown> = {
  name: 'coupons.presets',
  method: 'GET',
  path: '/wpcom/v2/jetpack-partner/coupon/v1/presets',
  auth: 'licensing',
  repeatable: true,
  input: {},
  answer: {},
};
