import type {
  JetpackKeyRow,
  JetpackPartnerRow,
  JetpackPresetRow,
  JetpackProductRow,
  JetpackSiteRow,
} from './entities.ts';

/** A partner key of a seed. */
export interface JetpackSeedKey extends Partial<Omit<JetpackKeyRow, 'id'>> {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A site of a seed: unless told otherwise it answers, has Jetpack and the user `admin`, and is not connected. */
export interface JetpackSeedSite extends Partial<Omit<JetpackSiteRow, 'blogId'>> {
  /** With its scheme. */
  readonly url: string;
}

/** What a fake WordPress.com holds first. */
export interface JetpackSeed {
  /** Default: one for real and one for tests, `DEFAULT_JETPACK_CREDENTIALS` and `DEFAULT_JETPACK_TEST_KEY`. */
  readonly keys?: readonly JetpackSeedKey[];
  /** Default: none, so that no host has an address. */
  readonly sites?: readonly JetpackSeedSite[];
  /** Default: the four classic plans and nine products, with invented prices. */
  readonly products?: readonly JetpackProductRow[];
  /** Whether each token of the licensing API is one for tests. Default: that of `DEFAULT_JETPACK_CREDENTIALS`, for real. */
  readonly licensingTokens?: Readonly<Record<string, 'test' | 'production'>>;
  /** Default: that of `DEFAULT_JETPACK_CREDENTIALS`. */
  readonly userTokens?: readonly string[];
  /** Default: pays by card, may issue and attach licenses. */
  readonly partner?: Partial<Omit<JetpackPartnerRow, 'id'>>;
  /** Coupons that can be issued, by name. Default: `half-price`, 50 percent off Scan. */
  readonly presets?: Readonly<Record<string, JetpackPresetRow>>;
}
