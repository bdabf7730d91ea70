import type { InstantInput } from '../core/time.ts';
import type { AccountAliases } from '../identity/index.ts';
import type { PortalRow } from './input.ts';
import type { CategoryRule } from './rules.ts';

/** Whether a service that no server knows any more may still be billed. */
export type GraceVerdict = 'within' | 'past' | 'unknown';

/** Options of a reconciliation. Source: reconciler 10.1 to 10.5. */
export interface ReconcileOptions {
  /** Categories, in the order in which the report lists them. */
  readonly rules: readonly CategoryRule[];
  /** Id to print on the report. */
  readonly reportId?: string | null | undefined;
  /** Instant to print on the report; the engine has no clock. */
  readonly generatedAt?: InstantInput | null | undefined;
  /** ISO 4217 code of the report. Default: the one that the portal rows name. */
  readonly currency?: string | null | undefined;
  /** Servers without which nothing can be compared. Default: all that were described. */
  readonly requiredServers?: readonly string[] | undefined;
  /** Largest distance between a server's collection and the portal snapshot, inclusive. Default 48. */
  readonly maxSkewHours?: number | undefined;
  /** Count suspended users on the server side. Default true; if false, lines that bill them are marked. */
  readonly includeSuspended?: boolean | undefined;
  /** Multiply the amounts of daily lines by 30, to make them comparable with monthly ones. Default false. */
  readonly projectDailyLines?: boolean | undefined;
  /** Characters of a device id that the portal prints. Default 6, which is also the least. */
  readonly prefixLength?: number | undefined;
  /** Renamed accounts: printed name to server name. */
  readonly aliases?: AccountAliases | undefined;
  /** Judges the lines of portal-only items, from knowledge that only the caller has. Must be pure. */
  readonly graceOf?: ((row: PortalRow) => GraceVerdict) | undefined;
}

/** Hours that may lie between the two sides unless the caller says otherwise. */
export const DEFAULT_MAX_SKEW_HOURS = 48;
