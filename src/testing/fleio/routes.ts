import type { FleioEndpoint } from './call.ts';
import { FLEIO_ENDPOINTS } from './endpoints/table.ts';
import { isSince } from './version.ts';

/** The endpoints of a path, by method, and the id that stands in it. */
export interface Route {
  readonly endpoints: readonly FleioEndpoint[];
  readonly id: string;
}

/** Literal paths come before those with an id, as routers have them. */
const BY_SHAPE = [...FLEIO_ENDPOINTS].sort((a, b) => Number(hasId(a)) - Number(hasId(b)));

/** The route of a path on a server of the version, or of any; undefined if it has none. */
export function routeOf(path: string, version?: string): Route | undefined {
  const given = path.split('/');
  const known = BY_SHAPE.filter((endpoint) => version === undefined || isServed(endpoint, version));
  const first = known.find((endpoint) => fits(endpoint, given));
  if (first === undefined) return undefined;
  const at = first.path.split('/').indexOf('{id}');
  const endpoints = known.filter(({ path: shape }) => shape === first.path);
  return { endpoints, id: at === -1 ? '' : decoded(given[at] ?? '') };
}

function hasId({ path }: FleioEndpoint): boolean {
  return path.includes('{id}');
}

function isServed({ since, until }: FleioEndpoint, version: string): boolean {
  return (
    (since === undefined || isSince(version, since)) && (until === undefined || !isSince(version, until))
  );
}

function fits({ path }: FleioEndpoint, given: readonly string[]): boolean {
  const shape = path.split('/');
  return (
    shape.length === given.length &&
    shape.every((part, index) => (part === '{id}' ? given[index] !== '' : part === given[index]))
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
