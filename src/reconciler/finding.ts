/** How much a finding matters: a difference to act on, a reason to doubt the figures, or a remark. */
export type FindingSeverity = 'problem' | 'doubt' | 'info';

/** Severity of every code that the engine raises. Source: reconciler 10.5. */
export const FINDING_SEVERITY = {
  PORTAL_ONLY_DEVICE: 'problem',
  SERVER_ONLY_DEVICE: 'problem',
  QTY_PORTAL_HIGHER: 'problem',
  QTY_PORTAL_LOWER: 'problem',
  DUPLICATE_PORTAL_LINE: 'problem',
  SUSPENDED_ACCOUNT_BILLED: 'problem',
  PAST_GRACE: 'problem',
  ACCOUNT_MISMATCH: 'doubt',
  AMBIGUOUS_DEVICE_PREFIX: 'doubt',
  DEVICE_ON_MULTIPLE_ACCOUNTS: 'doubt',
  SOURCE_WITHOUT_DEVICE: 'doubt',
  ZERO_QUANTITY_BILLED: 'doubt',
  UNMAPPED_BOOSTER: 'doubt',
  UNKNOWN_PORTAL_TYPE: 'doubt',
  PARSE_ISSUE: 'doubt',
  SERVER_FAILED: 'doubt',
  SNAPSHOT_SKEW: 'doubt',
  NO_UNIT_PRICE: 'doubt',
  MULTI_SOURCE_SAME_DEVICE: 'info',
  STALE_STATISTICS: 'info',
  MAX_OF_TWO_JOBS_DIFFERS: 'info',
  WITHIN_GRACE: 'info',
} as const satisfies Record<string, FindingSeverity>;

/** Stable name of what was found. */
export type FindingCode = keyof typeof FINDING_SEVERITY;

/** A device as the server side knows it, or as a portal row prints it. */
export interface DeviceKey {
  readonly account: string | null;
  readonly deviceId: string | null;
}

/** What a finding is about. Members that play no part are null. */
export interface FindingKey extends DeviceKey {
  readonly categoryId: string | null;
  readonly serverKey: string | null;
}

/**
 * One thing found. Codes that explain a difference carry their part of it: over the findings of an item,
 * `variance` adds up to the item's variance and `impact` to its impact. All other codes carry null.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly key: FindingKey;
  /** What the server side makes one expect: a quantity as decimal text, an account, a status. */
  readonly expected: string | null;
  /** What is there instead. */
  readonly actual: string | null;
  /** Part of the item's variance (portal minus server), as decimal text. */
  readonly variance: string | null;
  /** Part of the item's money impact, as decimal text; null also where no price is known. */
  readonly impact: string | null;
  /** Devices that an ambiguous line may mean, or accounts under which a device is known. */
  readonly candidates: readonly DeviceKey[];
  /** Ids of the rows that show it: portal row ids, and server rows as `server:key/user/device/category/source`. */
  readonly evidence: readonly string[];
}
