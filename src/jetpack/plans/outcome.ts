/** Something that went wrong beside a plan that did not fail for it. */
export interface PlanWarning {
  /** `ssh_not_saved`: the site's SSH credentials; `site_link_unusable`: the link of an active plan was left out. */
  readonly code: 'ssh_not_saved' | 'site_link_unusable';
  readonly message: string;
}

/** What came of a provision call that was not refused (contract jetpack 5.2). */
export type CreateOutcome =
  | {
      /** The plan is on the site. */
      readonly status: 'provisioned';
      /** A link back into the site, where the vendor gave one. */
      readonly siteLink?: string;
      readonly warnings: readonly PlanWarning[];
    }
  | {
      /** The plan arrives once the customer has authorised the connection. */
      readonly status: 'awaiting_connection';
      /** Where the customer does that. A secret of this one customer: show it to nobody else, and log it nowhere. */
      readonly nextUrl: string;
      /** The vendor keeps the activation for 14 days; by our clock, so a little vague. */
      readonly pendingUntil: Date;
      readonly warnings: readonly PlanWarning[];
    }
  | {
      /** The site could not be reached yet, mostly because its domain does not resolve; the activation waits for it. */
      readonly status: 'waiting_for_domain';
      /** The site as it was provisioned. */
      readonly siteUrl: string;
      /** As above. */
      readonly pendingUntil: Date;
      readonly warnings: readonly PlanWarning[];
    };

/** What came of a cancellation that was not refused (contract jetpack 6). */
export type TerminateOutcome =
  | {
      readonly status: 'cancelled';
      /** What was cancelled, where the vendor told: after `cancelAll`. */
      readonly activations?: readonly unknown[];
      /** As above, for plans that waited for their site. */
      readonly pendingActivations?: readonly unknown[];
    }
  | {
      /** There was no plan of this partner: cancelled before, or never there. */
      readonly status: 'nothing_to_cancel';
    };

/** How long the vendor keeps a pending activation, in milliseconds: 14 days. */
export const PENDING_MS = 14 * 86_400_000;
