import type { Day, InstantInput } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { Intake } from '../plan/intake.ts';
import type { PageQuery, UsagePlace } from '../repository.ts';
import type { UsageRecord } from '../rows.ts';
import { type Page, pageOf, readPage } from './page.ts';

/** Which usage to show. A day means its first instant in the business zone (rule X6). */
export interface UsagesQuery extends Partial<PageQuery<UsagePlace>> {
  /** The earliest instant, included. */
  readonly from?: InstantInput | Day;
  /** The end, not included. */
  readonly before?: InstantInput | Day;
}

/** Usage and other debits in order of time, those posted first at one instant first. */
export async function usagePage(books: Books, query: UsagesQuery): Promise<Page<UsageRecord, UsagePlace>> {
  const { after, limit } = readPage(query);
  const { account } = books.head;
  const intake = new Intake(account);
  const from = query.from === undefined ? undefined : intake.moment(query.from, 'from').at;
  const before = query.before === undefined ? undefined : intake.moment(query.before, 'before').at;
  intake.finish('usages');
  const start = from === undefined ? undefined : { occurredAt: from, seq: 0 };
  const place = laterOf(start, after);
  const items = await books.rows.usages(account.id, { before, after: place, limit });
  return pageOf(items, limit, ({ occurredAt, seq }) => ({ occurredAt, seq }));
}

function laterOf(start: UsagePlace | undefined, after: UsagePlace | undefined): UsagePlace | undefined {
  if (start === undefined || after === undefined) return start ?? after;
  return after.occurredAt < start.occurredAt ? start : after;
}
