import type { HttpEvent } from '../../src/core/http/events.ts';
import { FleioClient, type FleioOptions } from '../../src/fleio/index.ts';
import { script } from '../support/script.ts';

export { rejection, type Seen, type Step } from '../support/script.ts';

/** The UUID of a client of the billing system. */
export const UUID = '7c1f4f0e-5a61-4b0a-9a7e-1d2c3b4a5f60';

/** A client on a script, with a clock that only moves when it sleeps. */
export function client(steps: Parameters<typeof script>[0], options: Partial<FleioOptions> = {}) {
  const played = script(steps);
  const events: HttpEvent[] = [];
  let clock = Date.UTC(2026, 0, 5, 12);
  const fleio = new FleioClient({
    token: 'token-1',
    baseUrl: 'https://cloud.example.com/backend/staffapi',
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
  return { fleio, seen: played.seen, events };
}
