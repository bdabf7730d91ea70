import { OPERATIONS, type OperationRow } from './generated/operations.ts';

/** A path that an operation answers, with the values of its placeholders. */
export interface Match {
  readonly operation: OperationRow;
  /** Real ids that stand in the path, by argument; `_` and the literal words are none. */
  readonly pathValues: ReadonlyMap<string, string>;
}

interface Route {
  readonly operation: OperationRow;
  readonly segments: readonly string[];
}

const PLACEHOLDER = /^\{(\w+)\}$/;

let routes: ReadonlyMap<string, readonly Route[]> | undefined;

/** Routes by method and number of segments. */
function makeRoutes(): ReadonlyMap<string, readonly Route[]> {
  const table = new Map<string, Route[]>();
  for (const operation of OPERATIONS) {
    const segments = operation.template.slice(1).split('/');
    const key = `${operation.method} ${segments.length}`;
    table.set(key, [...(table.get(key) ?? []), { operation, segments }]);
  }
  return table;
}

/** The operation of a path; of several that fit, the one whose literal words stand further left. */
export function matchRoute(method: string, path: string): Match | undefined {
  const segments = path.replace(/^\/|\/$/g, '').split('/');
  routes ??= makeRoutes();
  const candidates = routes.get(`${method} ${segments.length}`) ?? [];
  const best = candidates
    .filter((route) => fits(route, segments))
    .sort((a, b) => specificity(b).localeCompare(specificity(a)))[0];
  return best && { operation: best.operation, pathValues: pathValues(best, segments) };
}

function fits({ segments }: Route, given: readonly string[]): boolean {
  return segments.every((segment, index) => PLACEHOLDER.test(segment) || segment === given[index]);
}

function specificity({ segments }: Route): string {
  return segments.map((segment) => (PLACEHOLDER.test(segment) ? '0' : '1')).join('');
}

/** `_`, the literal word and `:word` stand for "see the arguments" (contract 3.1). */
function pathValues({ segments }: Route, given: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const name = PLACEHOLDER.exec(segment)?.[1];
    const value = decoded(given[index] ?? '');
    if (name === undefined || ['', '_', name, `:${name}`].includes(value)) continue;
    values.set(name, value);
  }
  return values;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
