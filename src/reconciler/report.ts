import type { DeviceKey, Finding, FindingCode } from './finding.ts';
import type { ServerStatus, ServerTotals } from './input.ts';

/** Version of the report's JSON form. */
export const REPORT_SCHEMA_VERSION = 1;

/** Outcome of the whole comparison. */
export type OverallStatus = 'ok' | 'variance_detected' | 'incomplete';

/** Outcome of one category, in the order in which they are tried. Source: reconciler 10.5. */
export type CategoryStatus =
  | 'not_comparable'
  | 'over_billed'
  | 'under_billed'
  | 'offsetting'
  | 'ok'
  | 'within_tolerance';

/** Money of an item, in the report's currency, as decimal text. Impact is billed minus expected. */
export interface ItemAmounts {
  /** Sum of the amounts that could be read. */
  readonly billed: string;
  /** Server quantity times price, 8 decimals half up; null without a price. */
  readonly expected: string | null;
  /** Null without a price, or when an amount could not be read: never a guess. */
  readonly impact: string | null;
}

/** How an item came to be. */
export type ItemKind =
  /** A device of the server side, with the lines that mean it. */
  | 'device'
  /** Lines whose prefix fits several devices, together with those devices that nothing else matched. */
  | 'ambiguous'
  /** Lines for a device that no server knows. */
  | 'unmatched'
  /** Lines of an account that name no device. */
  | 'line_without_device'
  /** Sources of an account that belong to no known device. */
  | 'source_without_device';

/** Both sides of one (category, account, device). Quantities are decimal text. */
export interface ItemFigures extends DeviceKey {
  readonly kind: ItemKind;
  readonly categoryId: string;
  readonly friendlyName: string | null;
  /** Servers that know the device, in code-unit order. */
  readonly serverKeys: readonly string[];
  readonly server: string;
  readonly portal: string;
  /** Portal minus server. */
  readonly variance: string;
  readonly amounts: ItemAmounts;
  /** Distinct codes of its findings, in code-unit order. */
  readonly codes: readonly FindingCode[];
}

/** Money of a category, in the report's currency, as decimal text. */
export interface CategoryAmounts {
  /** Sum over all its rows. */
  readonly billed: string;
  /** Sums over the items whose impact is known. */
  readonly expected: string;
  readonly impact: string;
  /** Sum of the impacts without their signs: errors that cancel show here. */
  readonly grossImpact: string;
  /** Items that the three sums leave out. */
  readonly unpricedItems: number;
}

/** Number of findings per code; codes that did not occur are left out. */
export type FindingCounts = Readonly<Partial<Record<FindingCode, number>>>;

/** Figures of a category. Quantities are decimal text. */
export interface CategoryFigures {
  readonly categoryId: string;
  readonly label: string;
  /** `informational` has no server side: it is shown and summed, and its status is `not_comparable`. */
  readonly kind: 'compared' | 'informational';
  readonly compare: 'quantity' | 'presence';
  readonly status: CategoryStatus;
  readonly server: string;
  readonly portal: string;
  /** Portal minus server: positive when more is billed than exists. */
  readonly variance: string;
  /** Variance in percent of the server's figure, one decimal half up; null when that is 0. */
  readonly variancePct: string | null;
  /** Sum of the item variances without their signs. */
  readonly gross: string;
  readonly amounts: CategoryAmounts;
  readonly portalRows: number;
  readonly serverRows: number;
  /** Types of its portal rows, in code-unit order. */
  readonly portalTypes: readonly string[];
  readonly findings: FindingCounts;
}

/** Why a comparison is incomplete. */
export type IncompleteReason =
  | 'SERVER_FAILED'
  | 'SERVER_SKIPPED'
  | 'SERVER_MISSING'
  | 'SNAPSHOT_SKEW'
  | 'PORTAL_SNAPSHOT_MISSING'
  | 'PORTAL_SNAPSHOT_PARTIAL';

/** One server in the completeness block. */
export interface ServerCompleteness {
  readonly serverKey: string;
  /** `missing`: it was required and nothing is known of it. */
  readonly status: ServerStatus | 'missing';
  readonly required: boolean;
  /** Instant, ISO with `Z`. */
  readonly collectedAt: string | null;
  /** Distance to the portal snapshot in begun minutes; null if one of the two is missing. */
  readonly skewMinutes: number | null;
  /** Further from the portal snapshot than the largest skew. */
  readonly stale: boolean;
  readonly error: string | null;
  readonly totals: ServerTotals | null;
}

/** Whether both sides are whole, and taken near enough to each other. */
export interface Completeness {
  readonly complete: boolean;
  /** In code-unit order. */
  readonly reasons: readonly IncompleteReason[];
  /** In code-unit order of their keys. */
  readonly servers: readonly ServerCompleteness[];
  readonly portal: {
    readonly state: 'missing' | 'partial' | 'published';
    readonly snapshotId: string | null;
    readonly contentHash: string | null;
    /** Instant, ISO with `Z`. */
    readonly pulledAt: string | null;
  };
  /** Largest distance of a required server, in begun minutes. */
  readonly skewMinutes: number | null;
  readonly maxSkewMinutes: number;
}

/** Sums of the report, in its currency, as decimal text. */
export interface ReportTotals {
  readonly serverRows: number;
  readonly portalRows: number;
  /** Billed, without the categories whose rule leaves them out. */
  readonly totalAmount: string;
  /** Billed, with every row. */
  readonly grandTotal: string;
  /** Over the compared categories. */
  readonly impact: string;
  readonly grossImpact: string;
  readonly unpricedItems: number;
  /** Billed for portal-only items that are past their grace. */
  readonly pastGraceAmount: string;
}

/** Number of compared categories per status, and of the informational ones. */
export type ReportSummary = Readonly<Record<CategoryStatus | 'informational', number>>;

/** Options that shaped the report, with their defaults filled in. */
export interface ReportSettings {
  readonly includeSuspended: boolean;
  readonly projectDailyLines: boolean;
  readonly prefixLength: number;
}

/**
 * What runs on the servers against what the portal bills. Plain JSON data: the same input gives the same
 * canonical text, whatever the order of its rows. Nothing is capped. Source: reconciler 10.5.
 */
export interface ReconciliationReport {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly reportId: string | null;
  /** Instant, ISO with `Z`, as the caller gave it. */
  readonly generatedAt: string | null;
  readonly currency: string | null;
  readonly settings: ReportSettings;
  readonly status: OverallStatus;
  readonly completeness: Completeness;
  readonly summary: ReportSummary;
  readonly totals: ReportTotals;
  /** In the order of the rules; categories without a rule follow, by id. */
  readonly categories: readonly CategoryFigures[];
  /** By category, account and device. */
  readonly items: readonly ItemFigures[];
  /** By code, key and first row id. */
  readonly findings: readonly Finding[];
}
