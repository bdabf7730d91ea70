import type { CometPortalClient } from 'reseller-sdk/comet/portal';
import type { UsageServer } from 'reseller-sdk/comet/usage';

/** Where the job gets its data: servers that run backups, and the portal that bills for them. */
export interface Sources {
  readonly servers: readonly UsageServer[];
  readonly portal: CometPortalClient;
  /** Ends sessions that were opened. */
  readonly close: () => Promise<void>;
}
