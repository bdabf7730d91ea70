/** Members of a request by name; has no prototype, since the names are foreign. */
export type Members = Record<string, unknown>;

/** An object without a prototype. */
export function members(): Members {
  return Object.create(null);
}

/** Whether a value is an object with members, not a list. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const HEAD = /^[[\]]*([^[\]]+)\]*/;
const ITEM_MEMBER = /^\[\]\[([^[\]]+)\]$/;

/**
 * A query as Rack reads it: `a[b]=1` is an object, `a[]=1` a list, and `a[][b]=1` a list of objects in which a
 * key that the last object has already begins the next one. Pairs therefore have to be interleaved (K13).
 */
export function parseRackQuery(query: URLSearchParams): Members {
  const parsed = members();
  for (const [name, value] of query) store(parsed, name, value);
  return parsed;
}

function store(into: Members, name: string, value: string): void {
  const head = HEAD.exec(name);
  const key = head?.[1];
  if (head === null || key === undefined) return;
  const rest = name.slice(head[0].length);
  if (rest === '') into[key] = value;
  else if (rest === '[') into[name] = value;
  else if (rest === '[]') listAt(into, key).push(value);
  else if (rest.startsWith('[]')) storeInLast(listAt(into, key), memberName(rest), value);
  else store(objectAt(into, key), rest, value);
}

function memberName(rest: string): string {
  return ITEM_MEMBER.exec(rest)?.[1] ?? rest.slice(2);
}

function storeInLast(list: unknown[], name: string, value: string): void {
  const last = list.at(-1);
  if (isMembers(last) && !hasPath(last, name)) {
    store(last, name, value);
    return;
  }
  const next = members();
  store(next, name, value);
  list.push(next);
}

function hasPath(object: Members, name: string): boolean {
  let at: unknown = object;
  for (const part of name.split(/[[\]]+/).filter((piece) => piece !== '')) {
    if (!isMembers(at) || !(part in at)) return false;
    at = at[part];
  }
  return true;
}

function listAt(into: Members, key: string): unknown[] {
  const present = into[key];
  if (Array.isArray(present)) return present;
  const list: unknown[] = [];
  into[key] = list;
  return list;
}

function objectAt(into: Members, key: string): Members {
  const present = into[key];
  if (isMembers(present)) return present;
  const object = members();
  into[key] = object;
  return object;
}
