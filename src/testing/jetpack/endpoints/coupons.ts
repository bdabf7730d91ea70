import { type JetpackCall, type JetpackEndpoint, licensing } from '../call.ts';
import type { JetpackCouponRow, JetpackPresetRow } from '../entities.ts';
import { badParam, Refusal } from '../refusal.ts';
import { randomWord, type World } from '../world.ts';
import { wpDate } from '../wp-date.ts';

const MAX_COUPONS = 500;

/** Codes of all refusals here are guesses, their statuses are not. */
function get({ world, input }: JetpackCall): object {
  return view(couponOf(world, input.text('coupon_code')));
}

function issue(call: JetpackCall): object {
  return view(placeCoupon(call.world, presetOf(call)));
}

/** The shape is a guess. */
function issueMany(call: JetpackCall): object {
  const preset = presetOf(call);
  const quantity = call.input.count('quantity', MAX_COUPONS);
  if (quantity === undefined) throw badParam('quantity', 'is missing');
  return Array.from({ length: quantity }, () => view(placeCoupon(call.world, preset)));
}

/** That a revoked coupon is an expired one is a guess. */
function revoke({ world, input }: JetpackCall): object {
  const coupon = couponOf(world, input.text('coupon_code'));
  coupon.isExpired = true;
  return view(coupon);
}

/** The shape is a guess. */
function getMany({ world, input }: JetpackCall): object {
  const codes = input.list('coupon_codes');
  if (codes.length === 0) throw badParam('coupon_codes', 'is missing');
  return codes.map((code) => view(couponOf(world, code)));
}

/** The shape is a guess. */
function presets({ world: { state } }: JetpackCall): object {
  return [...state.presets].map(([preset, { products, discount }]) => ({ preset, products, discount }));
}

function presetOf({ world, input }: JetpackCall): JetpackPresetRow {
  const preset = world.state.presets.get(input.text('preset') ?? '');
  if (preset === undefined) throw badParam('preset', 'is none of the presets');
  return preset;
}

function placeCoupon({ state, random }: World, { products, discount }: JetpackPresetRow): JetpackCouponRow {
  const coupon = { code: randomWord(random, 16), products, discount, usedAt: null, isExpired: false };
  state.coupons.set(coupon.code, coupon);
  return coupon;
}

function couponOf({ state }: World, code: string | undefined): JetpackCouponRow {
  if (code === undefined) throw badParam('coupon_code', 'is missing');
  const coupon = state.coupons.get(code);
  if (coupon === undefined) throw new Refusal(404, 'coupon_not_found', 'There is no coupon of this code');
  return coupon;
}

function view({ code, products, discount, usedAt, isExpired }: JetpackCouponRow): object {
  const used_at = usedAt === null ? null : wpDate(usedAt);
  return { coupon_code: code, products, discount, used_at, expired: isExpired };
}

const BASE = '/wpcom/v2/jetpack-partner/coupon/v1';

/** What answers for coupons. */
export const COUPONS: readonly JetpackEndpoint[] = [
  licensing('coupons.get', 'GET', `${BASE}/coupon`, get),
  licensing('coupons.issue', 'POST', `${BASE}/coupon`, issue),
  licensing('coupons.revoke', 'DELETE', `${BASE}/coupon`, revoke),
  licensing('coupons.getMany', 'GET', `${BASE}/coupons`, getMany),
  licensing('coupons.issueMany', 'POST', `${BASE}/coupons`, issueMany),
  licensing('coupons.presets', 'GET', `${BASE}/presets`, presets),
];
