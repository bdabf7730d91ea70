import { InvalidInputError } from '../core/errors/input.ts';
import { UnexpectedResponseError } from '../core/errors/response.ts';
import { LimitExceededError } from '../core/errors/transport.ts';
import type { CallOptions } from '../core/http/call.ts';
import { VENDOR } from './call-facts.ts';
import type { IterateOptions, ListOperation, Operation } from './operation.ts';
import type { ById } from './types/ids.ts';
import type { PageParams } from './types/page.ts';

const MAX_PAGES = 10_000;

/** Status of the answers that lists are made of. */
export const LIST_STATUS = 200;

/** Calls an operation; `call` bound to its connection. */
type Call = <P extends object, R>(operation: Operation<P, R>, params: P, options: CallOptions) => Promise<R>;

/**
 * The objects of all pages, from the page that the parameters name on. The limits of a call hold for each page. The
 * last page is the one that names no next; pages are asked for by number, never by the address that the answer names
 * (contract 4.1). A page that was promised and is gone (404) is an error like any other: the list changed, and begins
 * anew.
 *
 * @throws LimitExceededError when more pages follow than may be read; UnexpectedResponseError for a page that comes
 * again: a server that takes no notice of the number would be read for ever
 */
export async function* eachPage<P extends PageParams, T extends ById>(
  call: Call,
  operation: ListOperation<P, T>,
  params: P,
  { maxPages = MAX_PAGES, ...options }: IterateOptions,
): AsyncGenerator<readonly T[], void, undefined> {
  if (!Number.isSafeInteger(maxPages) || maxPages < 1) {
    const message = 'expected a whole number from 1';
    throw new InvalidInputError(operation.name, [{ path: 'maxPages', message }]);
  }
  const asked = { ...params };
  const first = asked.page ?? 1;
  let before = '';
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = first + pages;
    const { objects, next } = await call(operation, { ...asked, page }, options);
    const ids = objects.map(({ id }) => id).join();
    if (ids !== '' && ids === before) {
      const facts = { vendor: VENDOR, operation: operation.name, status: LIST_STATUS };
      throw new UnexpectedResponseError(`page ${page} has the objects of the page before it`, facts);
    }
    before = ids;
    yield objects;
    if (!next) return;
  }
  throw new LimitExceededError(`${operation.name}: the number of pages`, maxPages);
}
