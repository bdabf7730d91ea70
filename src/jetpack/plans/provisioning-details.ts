/** What a buyer is told after the order, and how it reads as one text (contract jetpack 5.3). */
export type ProvisioningDetails = (
  | {
      /** The page on which the customer finishes the set-up. Theirs alone. */
      readonly kind: 'url';
      readonly url: string;
    }
  | { readonly kind: 'message'; readonly text: string }
  /** There is nothing for the customer to do. */
  | { readonly kind: 'none' }
) & {
  /** For one field of text, such as `jetpack_provisioning_details`; empty when there is nothing to tell. */
  readonly toText: () => string;
};

/** A `CreateOutcome` or a `PlanRecord`. */
export interface PlanStanding {
  readonly status: string;
  readonly nextUrl?: string | null | undefined;
}

/**
 * What to show the customer of an order: where to finish, or that the plan waits for a site that cannot be reached yet.
 *
 * @param siteUrl the site, as the customer knows it
 */
export function provisioningDetails(plan: PlanStanding, siteUrl: string): ProvisioningDetails {
  if (plan.status === 'awaiting_connection' && plan.nextUrl) {
    const url = plan.nextUrl;
    return { kind: 'url', url, toText: () => `Finish setting up Jetpack here: ${url}` };
  }
  if (plan.status !== 'waiting_for_domain' && plan.status !== 'awaiting_connection') {
    return { kind: 'none', toText: () => '' };
  }
  const text =
    plan.status === 'waiting_for_domain'
      ? `Your Jetpack plan waits for ${siteUrl}, which cannot be reached yet. Once the domain points to your site, connect Jetpack in its dashboard.`
      : `Your Jetpack plan waits for ${siteUrl}. Connect Jetpack in the dashboard of your site.`;
  return { kind: 'message', text, toText: () => text };
}
