/** The partner whose keys and tokens the fake knows. */
export interface JetpackPartnerRow {
  readonly id: number;
  /** Whether a card pays for licenses; without one none is issued. */
  hasPaymentMethod: boolean;
  /** Whether the partner stands on the list of those who may attach licenses to sites. */
  mayAttach: boolean;
  /** Whether the partner may issue licenses at all. */
  mayIssue: boolean;
}

/** A partner key of the Start API. */
export interface JetpackKeyRow {
  readonly id: number;
  name: string;
  clientId: string;
  clientSecret: string;
  /** Not billed, and without a status. */
  readonly isTest: boolean;
  isDisabled: boolean;
  /** Slugs that are enabled for it; null: every product. */
  plans: readonly string[] | null;
  /** Activations at once, by slug; a slug that is not named has no limit. */
  allowances: Record<string, number>;
  /** Whether it may make users, and connect them without their doing. */
  isAllowListed: boolean;
}

/** A start token. */
export interface JetpackStartToken {
  readonly keyId: number;
  /** Null: it does not end by itself. */
  readonly expiresAt: Date | null;
}

/** A token of the licensing API. */
export interface JetpackLicensingToken {
  readonly isTest: boolean;
  isDisabled: boolean;
}

/** A user of a WordPress site. */
export interface JetpackLocalUser {
  readonly id: number;
  readonly login: string;
  readonly email: string;
}

/** A WordPress site somewhere on the net. Change it as its owner would. */
export interface JetpackSiteRow {
  /** Where WordPress lies, with its scheme. */
  readonly url: string;
  /** Number at WordPress.com; null while the site is not registered there. */
  blogId: number | null;
  /** Whether its host has an address. */
  isResolved: boolean;
  /** Whether it answers WordPress.com. */
  isReachable: boolean;
  /** Whether the plugin is installed and active. */
  hasJetpack: boolean;
  /** Whether plain http is redirected, which loses what was posted. */
  redirectsToHttps: boolean;
  /** Whether a user of WordPress.com is connected. What waits for that comes with the next request. */
  isConnected: boolean;
  /** Whether its owner disconnected it by hand. */
  wasDisconnected: boolean;
  /** Whether WordPress.com holds tokens that the site no longer knows; `force_register` cures it. */
  hasLostRegistration: boolean;
  /** Code with which its registration fails, such as `siteurl_private_ip`; null: it works. */
  registrationError: string | null;
  /** Users by any of whose names `local_user` may go. */
  users: readonly JetpackLocalUser[];
  /** Why SSH and FTP credentials do not work; null: they do. */
  accessError: string | null;
  hasBackupCredentials: boolean;
}

/** A plan or product of a site, or on its way there. Rows stay when they end. */
export interface JetpackActivationRow {
  readonly id: number;
  /** The key that made it; null: bought elsewhere. */
  readonly keyId: number | null;
  /** As the site was named, in the spelling of identifiers. */
  readonly site: string;
  readonly siteUrl: string;
  readonly plan: string;
  readonly localUser: string;
  readonly createdAt: Date;
  /** Null while it waits for the site to connect. */
  activatedAt: Date | null;
  /** How long it waits. */
  pendingUntil: Date;
  /** When it was cancelled or replaced, or had waited too long. */
  endedAt: Date | null;
}

/** A product that is sold. */
export interface JetpackProductRow {
  readonly productId: number;
  readonly name: string;
  readonly slug: string;
  readonly family: string;
  /** Slugs of what it holds as well; a site that has it cannot get those. */
  readonly includes: readonly string[];
  /** Price of a month for this partner, in US dollars: an exact decimal. */
  readonly amount: string;
  readonly hasDownload: boolean;
}

/** A license. */
export interface JetpackLicenseRow {
  readonly id: number;
  readonly key: string;
  readonly product: string;
  /** Issued with the test token. */
  readonly isTest: boolean;
  readonly issuedAt: Date;
  readonly quantity: number;
  readonly parentId: number | null;
  revokedAt: Date | null;
  attachedAt: Date | null;
  /** Identifier of the site that has it. */
  site: string | null;
}

/** What coupons of a kind are good for. */
export interface JetpackPresetRow {
  readonly products: readonly string[];
  /** Percent. */
  readonly discount: number;
}

/** A coupon. */
export interface JetpackCouponRow extends JetpackPresetRow {
  readonly code: string;
  usedAt: Date | null;
  isExpired: boolean;
}
