import type { HttpEvent } from '../../src/core/http/events.ts';
import { KatapultClient, type KatapultOptions } from '../../src/katapult/index.ts';
import { script } from '../support/script.ts';

export { rejection, type Seen, type Step } from '../support/script.ts';

/** A client on a script, with a clock that only moves when it sleeps. */
export function client(steps: Parameters<typeof script>[0], options: Partial<KatapultOptions> = {}) {
  const played = script(steps);
  const events: HttpEvent[] = [];
  let clock = Date.UTC(2026, 0, 5, 12);
  const katapult = new KatapultClient({
    token: 'token-1',
    fetch: played.fetch,
    onEvent: (event) => events.push(event),
    now: () => clock,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      clock += ms;
    },
    ...options,
  });
  return { katapult, seen: played.seen, events };
}
