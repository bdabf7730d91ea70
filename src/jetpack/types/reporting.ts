import type { Loose, WireId } from './common.ts';
import type { PageParams } from './licensing.ts';

/** A key of a partner. */
export interface ByPartnerKey {
  readonly partner_id: string | number;
  readonly key_id: string | number;
}

/** Parameters of `reporting.activations`. */
export interface WireActivationsParams extends ByPartnerKey, PageParams {
  readonly plans?: readonly string[];
  /** As the API takes dates, such as `2026-01-31 00:00:00`. */
  readonly activated_after?: string;
  readonly activated_before?: string;
}

/** A plan on a site, with what became of it. */
export interface WireActivation extends Loose {
  readonly id?: WireId | null;
  readonly wpcom_blog_id?: WireId | null;
  readonly product_id?: WireId | null;
  readonly site_url?: string | null;
  readonly created_on?: string | null;
  readonly activated_on?: string | null;
  readonly cancelled_on?: string | null;
}

/** One page of activations. */
export interface WireActivationPage extends Loose {
  readonly activations: readonly WireActivation[];
  readonly total?: number | null;
}

/** Parameters of `reporting.summary`. */
export interface WireActivationsSummaryParams {
  readonly key_id?: string | number;
  /** Default `month`. */
  readonly scale?: 'day' | 'month' | 'year';
}

/** Activations of one span of time. */
export interface WireActivationsOf extends Loose {
  readonly date?: string | null;
  readonly new?: number | null;
  readonly total?: number | null;
}
