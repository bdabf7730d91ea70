import type {
  JetpackActivationRow,
  JetpackCouponRow,
  JetpackKeyRow,
  JetpackLicenseRow,
  JetpackLicensingToken,
  JetpackPartnerRow,
  JetpackPresetRow,
  JetpackProductRow,
  JetpackSiteRow,
  JetpackStartToken,
} from './entities.ts';

/** Everything that a fake WordPress.com holds, and the sites of its net; in order of creation. */
export class JetpackState {
  readonly partner: JetpackPartnerRow;
  /** Partner keys by id. */
  readonly keys = new Map<number, JetpackKeyRow>();
  /** Start tokens that were handed out; one that is taken away is refused from then on. */
  readonly startTokens = new Map<string, JetpackStartToken>();
  readonly licensingTokens = new Map<string, JetpackLicensingToken>();
  /** Tokens of the user who owns the partner account. */
  readonly userTokens = new Set<string>();
  /** Products by slug. */
  readonly products = new Map<string, JetpackProductRow>();
  /** Sites of the net by identifier. A site that is not here has a host without an address. */
  readonly sites = new Map<string, JetpackSiteRow>();
  readonly activations: JetpackActivationRow[] = [];
  /** Licenses by key. */
  readonly licenses = new Map<string, JetpackLicenseRow>();
  readonly presets = new Map<string, JetpackPresetRow>();
  /** Coupons by code. */
  readonly coupons = new Map<string, JetpackCouponRow>();
  /** Addresses that have an account at WordPress.com, in lower case. */
  readonly accounts = new Set<string>();
  /** Login links that were mailed. */
  readonly magicLinks: { readonly email: string; readonly at: Date }[] = [];
  /** Invoices of the past, as they are answered. */
  readonly invoices: object[] = [];

  constructor(partner: JetpackPartnerRow) {
    this.partner = partner;
  }
}
