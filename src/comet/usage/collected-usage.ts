import type { ServerDescriptor, ServerTotals, ServerUsage } from '../../reconciler/index.ts';
import type { ProfileUsageIssue } from './profile-rows.ts';
import type { UnknownEngine } from './profile-usage.ts';

/** What a user's profile holds that could not be counted. */
export interface UserIssue extends ProfileUsageIssue {
  readonly username: string;
}

/** What became of one server. */
export interface CollectedServer extends ServerDescriptor {
  readonly collectedAt: string | null;
  /** Stable code of what went wrong, such as `AUTHENTICATION_FAILED`, `TIMEOUT`, `NETWORK`; null otherwise. */
  readonly reason: string | null;
  /** Zeros where the server was not read. */
  readonly totals: ServerTotals;
  /** Counted units by category id, as decimal text. */
  readonly counts: Readonly<Record<string, string>>;
  readonly unknownEngines: readonly UnknownEngine[];
  readonly issues: readonly UserIssue[];
}

/** Usage of all servers. It is complete only if every server is `ok`. */
export interface CollectedUsage extends ServerUsage {
  readonly servers: readonly CollectedServer[];
  /** Sums over the servers that answered. */
  readonly totals: ServerTotals;
  readonly counts: Readonly<Record<string, string>>;
}
