import type { KatapultCall } from './call.ts';

/** One page of a list with its `pagination`; all of it for a list that comes whole (contract 4.1). */
export function page({ args, operation, world }: KatapultCall, rows: readonly unknown[]): object {
  const { list = 'items', paginated = false } = operation;
  if (!paginated) return { [list]: rows };
  const current_page = args.integer('page') ?? 1;
  const per_page = args.integer('per_page') ?? 30;
  const large_set = rows.length > world.largeSet;
  const pagination = {
    current_page,
    total_pages: large_set ? null : Math.max(1, Math.ceil(rows.length / per_page)),
    total: large_set ? null : rows.length,
    per_page,
    large_set,
  };
  const from = (current_page - 1) * per_page;
  return { pagination, [list]: rows.slice(from, from + per_page) };
}
