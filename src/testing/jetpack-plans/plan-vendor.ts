/** A plan on a site, or on its way there. */
interface SoldPlan {
  readonly site: string;
  readonly slug: string;
  /** The local user that it was asked for. */
  readonly owner: string;
  isPending: boolean;
}

/** How a site answers the vendor. */
export type SiteMood = 'connected' | 'reachable' | 'unresolved';

/**
 * As much of the vendor's plans as the cases need, in the shape of `fetch`: one activation per site and product, which
 * waits until the site is connected. Every link is good for one site and one call.
 */
export class PlanVendor {
  readonly plans: SoldPlan[] = [];
  /** The calls that were answered, such as `provision shop.example.com`. */
  readonly calls: string[] = [];
  readonly #moods = new Map<string, SiteMood>();
  #links = 0;

  /** Connecting a site brings the plans that wait for it. */
  setMood(site: string, mood: SiteMood): void {
    this.#moods.set(site, mood);
    for (const plan of this.plans) if (plan.site === site && mood === 'connected') plan.isPending = false;
  }

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname === '/oauth2/token')
      return Response.json({ access_token: 'start-token-of-the-case', token_type: 'bearer' });
    const [, , , , site = '', action] = pathname.split('/');
    const form =
      request.method === 'POST' && request.body !== null ? await request.formData() : new FormData();
    if (site === 'provision') return this.#provision(form);
    this.calls.push(`${action} ${site}`);
    return action === 'status' ? this.#status(site) : this.#cancel(site, form.get('plan'));
  };

  #provision(form: FormData): Response {
    const site = String(form.get('siteurl'))
      .replace(/^https?:\/\//, '')
      .replaceAll('/', '::');
    const slug = String(form.get('plan'));
    const mood = this.#moods.get(site) ?? 'reachable';
    this.calls.push(`provision ${site}`);
    const known = this.plans.find((plan) => plan.site === site && plan.slug === slug);
    if (known === undefined) {
      const owner = String(form.get('local_user'));
      this.plans.push({ site, slug, owner, isPending: mood !== 'connected' });
    }
    const auth_required = known?.isPending ?? mood !== 'connected';
    this.#links += 1;
    const link = `https://wordpress.example.com/connect?site=${site}&secret=once-${this.#links}`;
    return Response.json({ success: true, auth_required, next_url: mood === 'unresolved' ? '' : link });
  }

  #status(site: string): Response {
    const here = this.plans.filter((plan) => plan.site === site);
    const products = here.map(({ slug, isPending }) => ({
      slug,
      is_provisioned_by_partner: true,
      is_provisioned_by_calling_partner: true,
      is_pending: isPending,
    }));
    return Response.json({ blog: [], products });
  }

  #cancel(site: string, slug: unknown): Response {
    const isMeant = (plan: SoldPlan) => plan.site === site && (slug === null || plan.slug === slug);
    const kept = this.plans.filter((plan) => !isMeant(plan));
    const success = kept.length < this.plans.length;
    this.plans.splice(0, this.plans.length, ...kept);
    return Response.json({ success });
  }
}
