import { type JetpackOptions, JetpackPartnerClient } from 'reseller-sdk/jetpack';
import {
  DEFAULT_JETPACK_CREDENTIALS,
  FakeClock,
  FakeJetpack,
  type FakeJetpackOptions,
} from 'reseller-sdk/testing';

export const SITE = 'https://shop.example.com';
export const DAY_MS = 86_400_000;

/** A fake with one site, and a client of it, on one clock. */
export function world(options: FakeJetpackOptions = {}, client: Partial<JetpackOptions> = {}) {
  const clock = new FakeClock();
  const fake = new FakeJetpack({ clock, sites: [{ url: SITE }], ...options });
  const connect = (more: Partial<JetpackOptions> = {}) =>
    new JetpackPartnerClient({
      ...DEFAULT_JETPACK_CREDENTIALS,
      ...{ fetch: fake.fetch, sleep: clock.sleep, now: () => clock.now().getTime(), retry: { limit: 0 } },
      ...client,
      ...more,
    });
  return { clock, fake, jetpack: connect(), connect };
}

/** What is asked for unless a test says otherwise. */
export const ORDER = { siteurl: SITE, local_user: 'admin', plan: 'premium' } as const;

/** Class and code of what a call failed with, and the code alone of what it did not fail with. */
export async function refused(call: Promise<unknown>): Promise<readonly [string, unknown, unknown]> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [error.name, Reflect.get(error, 'code'), Reflect.get(error, 'status')];
  }
  throw new Error('it was not refused');
}

/** A path of the API, asked without a client. */
export async function send(
  fake: FakeJetpack,
  method: string,
  path: string,
  init: RequestInit = {},
): Promise<readonly [number, unknown]> {
  const answer = await fake.fetch(`https://api.example.com${path}`, { method, ...init });
  return [answer.status, await answer.json()];
}
