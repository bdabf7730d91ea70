import type { Input } from './input.ts';

/** A page of rows. Nobody says how long one may be; a hundred is what WordPress routes have. */
export function pageOf<T>(
  input: Input,
  rows: readonly T[],
  otherwise: number,
): { readonly page: number; readonly perPage: number; readonly items: readonly T[] } {
  const page = input.count('page') ?? 1;
  const perPage = input.count('per_page', 100) ?? otherwise;
  return { page, perPage, items: rows.slice((page - 1) * perPage, page * perPage) };
}
