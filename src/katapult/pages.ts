import { type Check, record } from '../core/check.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { LimitExceededError } from '../core/errors/transport.ts';
import { isObject } from './error-body.ts';
import type { IterateOptions, ListOperation } from './operation.ts';

/** Rows of a page when neither side says (contract 4.1). */
const DEFAULT_PER_PAGE = 30;
const MAX_PAGES = 10_000;

/** Calls an operation; `Sender.call` bound to its sender. */
type Call = <R>(operation: ListOperation<object, R, unknown>, params: object, options: object) => Promise<R>;

/**
 * The items of all pages, from the page that the parameters name on. The limits of a call hold for each page. The
 * last page is the one that the answer counts as such; in a set too large to be counted, it is the first that is
 * not full. Source: contract 4.1, rule D8.
 *
 * @throws LimitExceededError when more pages follow than may be read; UnexpectedResponseError for an answer without
 * the list, or of another page than the one asked for
 */
export async function* eachPage<R, T>(
  call: Call,
  operation: ListOperation<object, R, T>,
  params: object,
  { maxPages = MAX_PAGES, ...options }: IterateOptions,
): AsyncGenerator<readonly T[], void, undefined> {
  const asked: { readonly page?: unknown; readonly per_page?: unknown } = { ...params };
  let page = checkPages(operation.name, asked.page ?? 1, maxPages);
  for (let pages = 0; pages < maxPages; pages += 1) {
    const checked = { ...operation, check: pageCheck(operation, page) };
    const answer: unknown = await call(checked, { ...asked, page }, options);
    const items = itemsOf<T>(answer, operation.list);
    yield items;
    if (isLast(answer, page, items.length, asked.per_page)) return;
    page += 1;
  }
  throw new LimitExceededError(`${operation.name}: the number of pages`, maxPages);
}

/** The page to begin with. @throws InvalidInputError */
function checkPages(name: string, page: unknown, maxPages: number): number {
  const issues: Issue[] = [];
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 1;
  if (!isCount(page)) issues.push({ path: 'page', message: 'expected a whole number from 1' });
  if (!isCount(maxPages)) issues.push({ path: 'maxPages', message: 'expected a whole number from 1' });
  if (issues.length > 0 || !isCount(page)) throw new InvalidInputError(name, issues);
  return page;
}

/** Also that the list is there, and that a server which takes no notice of `page` is not read for ever. */
function pageCheck({ list, check }: ListOperation<object, unknown, unknown>, page: number): Check {
  return (value, findings, holder, key) => {
    check(value, findings, holder, key);
    if (findings.count > 0 || !record(value, findings, holder, key)) return;
    if (!Array.isArray(value[list])) findings.add(value, list, 'expected a list');
    const pagination = value['pagination'];
    if (!isObject(pagination)) return;
    const { current_page: current } = pagination;
    if (typeof current === 'number' && current !== page) {
      findings.add(pagination, 'current_page', `expected page ${page}, got ${current}`);
    }
  };
}

/** The check has proved that the list is one, and of what. */
function itemsOf<T>(answer: unknown, list: string): readonly T[] {
  const items: unknown = isObject(answer) ? answer[list] : undefined;
  return Array.isArray(items) ? items : [];
}

function isLast(answer: unknown, page: number, count: number, asked: unknown): boolean {
  const pagination: unknown = isObject(answer) ? answer['pagination'] : undefined;
  const { total_pages: total, per_page: size }: Record<string, unknown> = isObject(pagination)
    ? pagination
    : {};
  if (typeof total === 'number') return page >= total;
  const full = [size, asked].find((rows) => typeof rows === 'number' && rows >= 1);
  return count < (typeof full === 'number' ? full : DEFAULT_PER_PAGE);
}
