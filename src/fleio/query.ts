import type { QueryPairs } from '../core/http/url.ts';
import type { PageParams } from './types/page.ts';

/** Names and values of a query; undefined ones are left out. */
export function pairs(values: Readonly<Record<string, string | undefined>>): QueryPairs {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

/** Booleans as the server spells most of them in queries (contract 4.4). */
export function capitalized(value: boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value ? 'True' : 'False';
}

/** The members of a query that say which page. */
export function pageQuery({ page, page_size }: PageParams): Record<string, string | undefined> {
  return { page: page?.toString(), page_size: page_size?.toString() };
}
