import type { JetpackEndpoint } from './call.ts';
import { JETPACK_ENDPOINTS } from './endpoints/table.ts';

/** The endpoint of a path and method, and what stands in the path. */
export interface Route {
  readonly endpoint: JetpackEndpoint;
  readonly members: ReadonlyMap<string, string>;
}

/** Literal paths come before those with members, as routers have them. */
const BY_SHAPE = [...JETPACK_ENDPOINTS].sort(
  (a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')),
);

/** The route of a request; undefined if it has none. */
export function routeOf(path: string, method: string): Route | undefined {
  const given = path.split('/');
  for (const endpoint of BY_SHAPE) {
    const members = endpoint.method === method ? membersOf(endpoint.path, given) : undefined;
    if (members !== undefined) return { endpoint, members };
  }
  return undefined;
}

function membersOf(path: string, given: readonly string[]): Map<string, string> | undefined {
  const shape = path.split('/');
  if (shape.length !== given.length) return undefined;
  const members = new Map<string, string>();
  for (const [index, part] of shape.entries()) {
    const found = given[index] ?? '';
    if (part.startsWith('{') && found !== '') members.set(part.slice(1, -1), found);
    else if (part !== found) return undefined;
  }
  return members;
}
