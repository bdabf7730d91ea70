import type { QueryPairs } from '../core/http/url.ts';
import { plain } from './plain.ts';

/** Names and values as forms and queries hold them; undefined ones are left out. */
export function pairs(values: Readonly<Record<string, unknown>>): QueryPairs {
  return Object.entries(values).flatMap(([name, value]) => {
    const sent = plain(value);
    return sent === undefined ? [] : [[name, String(sent)] as const];
  });
}

/** A yes of the wire; a no is not sent (contract 5.1). */
export function yes(value: boolean | undefined): '1' | undefined {
  return value ? '1' : undefined;
}

/** Yes or no where both have to be said. */
export function digit(value: boolean | undefined): '1' | '0' | undefined {
  if (value === undefined) return undefined;
  return value ? '1' : '0';
}

/** A list, as PHP reads one from a query. */
export function listPairs(name: string, values: readonly string[] | undefined): QueryPairs {
  return (values ?? []).map((value) => [`${name}[]`, value] as const);
}
