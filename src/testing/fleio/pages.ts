import type { FleioCall } from './call.ts';
import { Refusal } from './refusal.ts';

const WHOLE = /^[1-9]\d{0,8}$/;

/** One page of a list (contract 4.1). @throws Refusal 404 past its end, and for what is no page */
export function page({ world, request }: FleioCall, rows: readonly object[]): object {
  const { query, path, selfAddress } = request;
  const size = numberOf(query.get('page_size')) ?? world.pageSize;
  const current = query.has('page') ? numberOf(query.get('page')) : 1;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  if (current === undefined || current > pages) throw new Refusal(404, 'There is no such page (FakeFleio)');
  const objects = rows.slice((current - 1) * size, current * size);
  if (current === pages) return { objects, next: null };
  const next = new URLSearchParams(query);
  next.set('page', String(current + 1));
  return { objects, next: `${selfAddress}${path.slice(1)}?${next}` };
}

function numberOf(text: string | null): number | undefined {
  return text !== null && WHOLE.test(text) ? Number(text) : undefined;
}
