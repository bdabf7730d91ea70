import type { HttpEvent } from '../../src/core/http/events.ts';

/** The clock of a client under test, moved by its waits alone. */
const START = Date.UTC(2026, 0, 5, 12, 0, 20);

/** What an adapter sets besides the options of a wire file. */
interface Settings {
  readonly fetch: typeof globalThis.fetch;
  readonly random: () => number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onEvent: (event: HttpEvent) => void;
}

/** The method that a dotted path names, bound to its owner. */
function methodOf(client: object, path: string): (...args: unknown[]) => unknown {
  let owner: unknown;
  let member: unknown = client;
  for (const name of path.split('.')) {
    owner = member;
    member = typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
  }
  if (typeof member !== 'function') throw new Error(`the client has no method ${path}`);
  return member.bind(owner);
}

/** What became of one call. */
type Attempt = { readonly result: unknown } | { readonly error: object };

async function attempt(client: object, path: string, args: readonly unknown[] = []): Promise<Attempt> {
  try {
    return { result: await methodOf(client, path)(...args) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error: { ...error, type: error.name, message: error.message } };
  }
}

/**
 * A client with two more methods. `outcome(call, args)` gives the result or the error of a call, the waits between
 * its attempts in milliseconds, and the events of the client. `steps([[call, args], …])` makes calls in turn and
 * gives the result or the error of each.
 */
export function watched<C extends object>(
  make: (settings: Settings) => C,
  fetch: typeof globalThis.fetch,
): C {
  const waits: number[] = [];
  const events: HttpEvent[] = [];
  let clock = START;
  const client = make({
    fetch,
    random: () => 0.5,
    now: () => clock,
    sleep: async (ms) => {
      waits.push(ms);
      clock += ms;
    },
    onEvent: (event) => events.push(event),
  });
  const outcome = async (path: string, args?: readonly unknown[]): Promise<unknown> => ({
    ...(await attempt(client, path, args)),
    waits,
    events,
  });
  const steps = async (calls: readonly [string, (readonly unknown[])?][]): Promise<Attempt[]> => {
    const attempts: Attempt[] = [];
    for (const [path, args] of calls) attempts.push(await attempt(client, path, args));
    return attempts;
  };
  return Object.assign(client, { outcome, steps });
}
