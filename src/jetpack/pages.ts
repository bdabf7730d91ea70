import { issuesOf } from '../core/check.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import { LimitExceededError } from '../core/errors/transport.ts';
import { checkCallOptions } from '../core/http/call.ts';
import { inputCheck } from './input-check.ts';
import type { CallOptions, IterateOptions, ListOperation, Operation } from './operation.ts';
import type { PageParams } from './types/licensing.ts';
import { VENDOR } from './vendor.ts';

const MAX_PAGES = 10_000;

/** Calls an operation; `call` bound to its connection. */
type Call = <P extends object, R>(operation: Operation<P, R>, params: P, options: CallOptions) => Promise<R>;

/**
 * All pages of a list, from the page that the parameters name on. The limits of a call hold for each page.
 *
 * @throws InvalidInputError before anything is sent; LimitExceededError when more pages follow than may be read; UnexpectedResponseError for a page that comes
 * again: a server that takes no notice of the number would be read for ever
 */
export async function* eachPage<P extends object, R extends object, T extends object>(
  call: Call,
  operation: ListOperation<P, R, T>,
  params: P & PageParams,
  given: IterateOptions,
): AsyncGenerator<readonly T[], void, undefined> {
  checkCallOptions(given);
  const { maxPages = MAX_PAGES, ...options } = given;
  const issues = issuesOf(params, inputCheck(operation));
  if (!Number.isSafeInteger(maxPages) || maxPages < 1) {
    issues.push({ path: 'maxPages', message: 'expected a whole number from 1' });
  }
  if (issues.length > 0) throw new InvalidInputError(operation.name, issues);
  const asked = { ...params };
  const first = asked.page ?? 1;
  let before = '';
  let seen = 0;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const number = first + pages;
    const page = await call<P, R>(operation, { ...asked, page: number }, options);
    const items = operation.items(page);
    const keys = JSON.stringify(items.map((item) => String(operation.keyOf(item))));
    if (items.length > 0 && keys === before) throw sameAgain(operation.name, number);
    before = keys;
    seen += items.length;
    yield items;
    if (items.length === 0 || !operation.more(page, number, seen)) return;
  }
  throw new LimitExceededError(`${operation.name}: the number of pages`, maxPages);
}

function sameAgain(operation: string, number: number): UnexpectedResponseError {
  const facts = { vendor: VENDOR, operation, status: 200 };
  return new UnexpectedResponseError(
    `page ${number} has the items of the page before it`,
    facts,
    'invalid_shape',
  );
}
