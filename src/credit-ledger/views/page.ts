import { InvalidInputError } from '../../core/errors/input.ts';
import type { PageQuery } from '../repository.ts';

const DEFAULT_LIMIT = 100;

/** A part of a list. Pass `next` as `after` for the following part; `null` means that this was the last. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next: Cursor | null;
}

/** A query with its defaults. @throws InvalidInputError */
export function readPage<Cursor>({
  after,
  limit = DEFAULT_LIMIT,
}: Partial<PageQuery<Cursor>>): PageQuery<Cursor> {
  if (Number.isInteger(limit) && limit > 0) return { after, limit };
  throw new InvalidInputError('page', [{ path: 'limit', message: 'must be a whole number of at least 1' }]);
}

/** The rows that a store answered, with the place behind them if there may be more. */
export function pageOf<Item, Cursor>(
  items: readonly Item[],
  limit: number,
  placeOf: (item: Item) => Cursor,
): Page<Item, Cursor> {
  const last = items.at(-1);
  return { items, next: last === undefined || items.length < limit ? null : placeOf(last) };
}
