import type { HttpEvent } from '../../src/core/http/events.ts';
import { type JetpackOptions, JetpackPartnerClient } from '../../src/jetpack/index.ts';
import { script } from '../support/script.ts';

export { rejection, type Seen, type Step } from '../support/script.ts';

/** A client on a script, with a clock that only moves when it sleeps or is told. */
export function client(steps: Parameters<typeof script>[0], options: Partial<JetpackOptions> = {}) {
  const played = script(steps);
  const events: HttpEvent[] = [];
  const clock = { now: Date.UTC(2026, 0, 5, 12) };
  const jetpack = new JetpackPartnerClient({
    clientId: '12345',
    clientSecret: 'secret-1',
    licensingToken: 'licensing-1',
    userToken: 'user-1',
    fetch: played.fetch,
    onEvent: (event) => events.push(event),
    now: () => clock.now,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      clock.now += ms;
    },
    ...options,
  });
  return { jetpack, seen: played.seen, events, clock };
}

/** A server that numbers its tokens, accepts the last one alone, and answers everything else with `{}`. */
export function tokenServer(wait: () => Promise<void> = async () => undefined) {
  const state = { issued: 0, valid: '' };
  const withdraw = (): void => {
    state.valid = '';
  };
  const answer = async ({ url, headers }: { url: URL; headers: Headers }): Promise<Response> => {
    if (url.pathname === '/oauth2/token') {
      await wait();
      state.issued += 1;
      state.valid = `token-${state.issued}`;
      return Response.json({ access_token: state.valid });
    }
    if (headers.get('authorization') === `Bearer ${state.valid}`) return Response.json({});
    return Response.json({ error: 'invalid_token', message: 'no' }, { status: 401 });
  };
  return { state, withdraw, answer };
}
