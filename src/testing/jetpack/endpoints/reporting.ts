import { readInstant } from '../../../core/time.ts';
import { type JetpackCall, type JetpackEndpoint, owner } from '../call.ts';
import type { JetpackActivationRow } from '../entities.ts';
import type { Input } from '../input.ts';
import { pageOf } from '../pages.ts';
import { badParam, Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { wpDate } from '../wp-date.ts';

const PER_PAGE = 20;
/** Characters of a date that name its span. */
const SPANS = { year: 4, month: 7, day: 10 };

function activations(call: JetpackCall): object {
  const { world, input } = call;
  const keyId = keyOf(call);
  const plans = input.list('plans');
  const [after, before] = [instant(input, 'activated_after'), instant(input, 'activated_before')];
  const isBetween = (date: Date | null) =>
    (after === undefined || (date !== null && date.getTime() > after)) &&
    (before === undefined || (date !== null && date.getTime() < before));
  const rows = world.state.activations.filter(
    (row) =>
      row.keyId === keyId && (plans.length === 0 || plans.includes(row.plan)) && isBetween(row.activatedAt),
  );
  const { items } = pageOf(input, rows, PER_PAGE);
  return { total: rows.length, activations: items.map((row) => view(world, row)) };
}

function view({ state }: World, row: JetpackActivationRow): object {
  const date = (at: Date | null) => (at === null ? null : wpDate(at));
  const site = state.sites.get(row.site);
  const productId = state.products.get(row.plan)?.productId ?? null;
  return {
    ...{ id: row.id, jetpack_partner_key_id: row.keyId, wpcom_blog_id: site?.blogId ?? null },
    ...{ wpcom_user_id: null, external_user_id: null, product_id: productId, current_product_id: productId },
    ...{ created_on: wpDate(row.createdAt), activated_on: date(row.activatedAt) },
    ...{ cancelled_on: date(row.endedAt), disputed_on: null, site_registered: site?.blogId != null },
    ...{ site_url: row.siteUrl, site_name: row.site, site_icon: null },
  };
}

/** Which spans are told is a guess: those in which something became active. */
function summary({ world: { state }, input }: JetpackCall): object {
  const key = input.count('key_id');
  const length = SPANS[input.oneOf('scale', ['day', 'month', 'year'], 'month')];
  const spans = new Map<string, number>();
  for (const { keyId, activatedAt } of state.activations) {
    if (activatedAt === null || keyId === null || (key !== undefined && keyId !== key)) continue;
    const span = wpDate(activatedAt).slice(0, length);
    spans.set(span, (spans.get(span) ?? 0) + 1);
  }
  let total = 0;
  return [...spans].sort().map(([date, count]) => {
    total += count;
    return { date, new: count, total };
  });
}

/** Neither of the two shapes is documented. */
function invoices(call: JetpackCall): object {
  keyOf(call);
  return call.world.state.invoices;
}

function upcoming(call: JetpackCall): object {
  const keyId = keyOf(call);
  const isTest = call.world.state.keys.get(keyId)?.isTest === true;
  const isBilled = (row: JetpackActivationRow) =>
    !isTest && row.keyId === keyId && row.activatedAt !== null && row.endedAt === null;
  return { lines: call.world.state.activations.filter(isBilled).map(({ plan }) => ({ product: plan })) };
}

/** The key that the path names. The refusal of another is a guess. */
function keyOf({ world: { state }, at }: JetpackCall): number {
  const keyId = Number(at('key_id'));
  if (Number(at('partner_id')) === state.partner.id && state.keys.has(keyId)) return keyId;
  throw new Refusal(403, 'rest_forbidden', 'The partner has no such key');
}

function instant(input: Input, name: string): number | undefined {
  const text = input.text(name);
  if (text === undefined) return undefined;
  const at = readInstant(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
  if (at === undefined) throw badParam(name, 'is no date');
  return at;
}

const BASE = '/wpcom/v2/jetpack-partners';
const KEY = `${BASE}/{partner_id}/key/{key_id}`;

/** What answers with the token of the partner's user. */
export const REPORTING: readonly JetpackEndpoint[] = [
  owner('reporting.activations', 'GET', `${KEY}/activations`, activations),
  owner('reporting.summary', 'GET', `${BASE}/activations`, summary),
  owner('reporting.invoices', 'GET', `${KEY}/stripe/invoices`, invoices),
  owner('reporting.upcomingInvoice', 'GET', `${KEY}/stripe/upcoming-invoice`, upcoming),
];
