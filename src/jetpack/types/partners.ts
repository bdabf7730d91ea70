import type { Loose, WireFlag, WireId } from './common.ts';

/** Parameters of `partnerKeys.create`. */
export interface WirePartnerKeyParams {
  readonly name: string;
  /** Plans that the new key may hand out. */
  readonly allowed_personal_plans?: number;
  readonly allowed_premium_plans?: number;
  readonly allowed_professional_plans?: number;
}

/** Answer of `partnerKeys.create`, as sent; `interpretPartnerKey` reads it. `client_secret` is one. */
export interface WirePartnerKey extends Loose {
  readonly id?: WireId;
  readonly client_id: WireId;
  readonly client_secret: string;
}

/** Parameters of `users.create`. */
export interface WireUserParams {
  readonly email: string;
  readonly product_type: 'jetpack' | 'woocommerce' | (string & {});
  /** ISO 639 code of a list of the API. */
  readonly language?: string;
}

/** Answer of `users.create`, as sent. `bearer_token` logs the new user in: a secret. */
export interface WireUser extends Loose {
  readonly success?: WireFlag | null;
  readonly bearer_token?: string | null;
}
