/** A row of a report: captions as keys, cells as the portal sends them. */
export type ReportRow = Readonly<Record<string, string | number | null>>;

/** An element of the licence list or of the list of hosted servers, under the vendor's names. */
export type PortalRecord = Readonly<Record<string, unknown>>;

/** What a fake portal starts with. */
export interface PortalSeed {
  /** API tokens and what each may do (`Report::BillingHistory`); `*` stands for everything. */
  readonly tokens?: Readonly<Record<string, readonly string[]>>;
  /** Passwords by e-mail address, for the legacy login. Default: none. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** The whole history of debits. */
  readonly billingHistory?: readonly ReportRow[];
  readonly activeServices?: readonly ReportRow[];
  readonly licenses?: readonly PortalRecord[];
  readonly hosted?: readonly PortalRecord[];
}

/** Token of the portal when the seed names none. It may do everything. */
export const DEFAULT_PORTAL_TOKEN = 'fake-portal-token';

/** Everything that the fake portal knows. Tests may seed, read and change it directly. */
export class PortalState {
  readonly tokens: Map<string, readonly string[]>;
  readonly passwords: Map<string, string>;
  billingHistory: ReportRow[];
  activeServices: ReportRow[];
  licenses: PortalRecord[];
  hosted: PortalRecord[];

  constructor(seed: PortalSeed) {
    this.tokens = new Map(Object.entries(seed.tokens ?? { [DEFAULT_PORTAL_TOKEN]: ['*'] }));
    this.passwords = new Map(Object.entries(seed.passwords ?? {}));
    this.billingHistory = [...(seed.billingHistory ?? [])];
    this.activeServices = [...(seed.activeServices ?? [])];
    this.licenses = [...(seed.licenses ?? [])];
    this.hosted = [...(seed.hosted ?? [])];
  }
}
