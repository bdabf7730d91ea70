import type { InstantInput } from '../core/time.ts';

/** How a server's collection went. Only `ok` makes its rows a whole picture. */
export type ServerStatus = 'ok' | 'failed' | 'skipped';

/** Plain totals of a server, shown beside the comparison and never compared. */
export interface ServerTotals {
  readonly users: number;
  readonly devices: number;
  /** Sources (protected items) of all users. */
  readonly protectedItems: number;
  /** Bytes, as decimal text: above 2^53 they are no safe number. */
  readonly storageBytes: string;
}

/** One server that was asked, whether it answered or not. */
export interface ServerDescriptor {
  readonly serverKey: string;
  readonly status: ServerStatus;
  /** Instant of the collection; needed where the status is `ok`. */
  readonly collectedAt: InstantInput | null;
  /** What went wrong, in words that may be printed. */
  readonly error: string | null;
  readonly totals?: ServerTotals | null;
}

/** Where a counted quantity comes from. */
export interface ServerRowBasis {
  readonly sourceId: string | null;
  /** Statistic that was read; null where the row itself is what counts (a device, a source). */
  readonly statistic: string | null;
  /** Count that the last job reported, as decimal text; null without one. */
  readonly lastJob: string | null;
  /** Count that the last successful job reported, as decimal text; null without one. */
  readonly lastSuccess: string | null;
  readonly lastJobAt: InstantInput | null;
  readonly lastSuccessAt: InstantInput | null;
}

/** Usage that runs on a server: one row per device where devices count, one per source otherwise. */
export interface ServerRow {
  readonly serverKey: string;
  /** Account name on the server. */
  readonly username: string;
  readonly userSuspended: boolean;
  /** Full device id; null where the source names no device that is known. */
  readonly deviceId: string | null;
  readonly friendlyName: string | null;
  /** Id of a {@link CategoryRule}; an opaque name to the engine. */
  readonly categoryId: string;
  /** Decimal text. */
  readonly quantity: string;
  readonly basis: ServerRowBasis | null;
}

/** The server side: every server that was asked, and the rows of those that answered. */
export interface ServerUsage {
  readonly servers: readonly ServerDescriptor[];
  readonly rows: readonly ServerRow[];
}

/** What the text of a portal row says. */
export interface ParsedService {
  /** Account as printed. */
  readonly account: string | null;
  /** Full device id or prefix as printed. */
  readonly deviceRef: string | null;
  readonly boosterName: string | null;
  /** Count that the text declares, as decimal text. A contradiction to the quantity is a parse issue. */
  readonly declaredCount: string | null;
}

/** One billed service of a portal snapshot. Source: reconciler 10.2. */
export interface PortalRow {
  /** `fingerprint#occurrence`; unique in a snapshot (X8). */
  readonly rowId: string;
  readonly fingerprint: string;
  readonly occurrence: number;
  /** Type as the portal names it. */
  readonly type: string;
  /** Service text as printed. */
  readonly service: string | null;
  readonly parsed: ParsedService;
  /** Id of a {@link CategoryRule}; an opaque name to the engine. */
  readonly categoryId: string;
  /** Counted quantity as decimal text, after the category's own rules; null if it cannot be told. */
  readonly quantity: string | null;
  /** Quantity as printed, as decimal text; null if it is missing or unreadable. */
  readonly printedQuantity: string | null;
  /** Price of one unit for a month, also on a daily line, as decimal text. */
  readonly unitCost: string | null;
  /** Charge of one billing cycle, as decimal text; null if it is missing or unreadable. */
  readonly amount: string | null;
  /** ISO 4217 code; null where the portal does not say. */
  readonly currency: string | null;
  /** Length of the billing cycle in days; 1 is a daily line. */
  readonly cycleDays: number | null;
  /** Civil day `YYYY-MM-DD` on which the next charge is due. */
  readonly nextDue: string | null;
  /** What could not be read or contradicts itself, in words that may be printed. */
  readonly parseIssues: readonly string[];
}

/** Header of a stored portal snapshot. Source: reconciler 10.6. */
export interface SnapshotHeader {
  readonly snapshotId: string | null;
  /** Instant of the pull. */
  readonly pulledAt: InstantInput;
  /** `published` when complete; a `staged` snapshot is partial and proves nothing. */
  readonly state: 'staged' | 'published';
  /** Content hash of the row ids (X8), where it is known. */
  readonly contentHash?: string | null;
}

/** The portal side. `snapshot` is null when there is none near enough: then nothing is compared. */
export interface PortalUsage {
  readonly snapshot: SnapshotHeader | null;
  readonly rows: readonly PortalRow[];
}
