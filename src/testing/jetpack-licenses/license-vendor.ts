/** A license as the vendor lists it. */
export interface SoldLicense {
  readonly license_key: string;
  readonly issued_at: string;
  revoked_at: string | null;
  attached_at: string | null;
}

/** As much of the vendor's licenses as the cases need, in the shape of `fetch`: each call issues another one. */
export class LicenseVendor {
  readonly licenses: SoldLicense[] = [];
  /** The calls that were answered, such as `POST license`. */
  readonly calls: string[] = [];
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, searchParams } = new URL(request.url);
    const route = `${request.method} ${pathname.split('/').slice(4).join('/')}`;
    this.calls.push(route);
    if (route === 'POST license') return Response.json(this.issue(await productOf(request)));
    if (route === 'GET licenses') return Response.json(this.#page(Number(searchParams.get('page') ?? 1)));
    const key = searchParams.get('license_key');
    const license = this.licenses.find(({ license_key }) => license_key === key);
    if (license === undefined)
      return Response.json({ code: 'not_found', message: 'No such license' }, { status: 404 });
    if (request.method === 'DELETE') license.revoked_at ??= this.#date();
    return Response.json(license);
  };

  /** Issues a license, as the vendor's own pages do, too. */
  issue(product: string): SoldLicense {
    const license_key = `${product}_${String(this.licenses.length + 1).padStart(25, 'A')}`;
    const license = { license_key, issued_at: this.#date(), revoked_at: null, attached_at: null };
    this.licenses.push(license);
    return license;
  }

  #page(page: number) {
    const size = 2;
    const open = this.licenses.filter(
      (license) => license.revoked_at === null && license.attached_at === null,
    );
    const items = open.reverse().slice((page - 1) * size, page * size);
    const total_pages = Math.ceil(open.length / size);
    return { items, current_page: page, items_per_page: size, total_items: open.length, total_pages };
  }

  #date(): string {
    return this.#now().toISOString().slice(0, 19).replace('T', ' ');
  }
}

async function productOf(request: Request): Promise<string> {
  const body: unknown = await request.json();
  return typeof body === 'object' && body !== null && 'product' in body ? String(body.product) : '';
}
