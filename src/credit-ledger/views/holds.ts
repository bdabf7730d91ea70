import type { Day, InstantInput } from '../../core/time.ts';
import type { Books } from '../books.ts';
import type { HoldPlace } from '../places.ts';
import type { PageQuery } from '../repository.ts';
import type { HoldRecord } from '../rows.ts';
import { type Page, pageOf, readPage } from './page.ts';
import { presentOf } from './present.ts';

/** Which holds to show. */
export interface OpenHoldsPageQuery extends Partial<PageQuery<HoldPlace>> {
  /** Holds whose time was up by then count as released. Default: the latest effective instant on record. */
  readonly asOf?: InstantInput | Day;
}

/** Holds that set credit aside, the first to time out first. A page may have fewer items than its limit. */
export async function openHoldPage(
  books: Books,
  query: OpenHoldsPageQuery,
): Promise<Page<HoldRecord, HoldPlace>> {
  const { after, limit } = readPage(query);
  const at = presentOf(books.head, query.asOf);
  const rows = await books.rows.openHolds(books.head.account.id, { after, limit });
  const { next } = pageOf(rows, limit, ({ expiresAt, id }) => ({ expiresAt, id }));
  return { items: rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > at), next };
}
