import * as z from 'zod';
import { type JetpackOptions, JetpackPartnerClient, type StoredToken } from '../../../src/jetpack/index.ts';
import { watched } from '../watched.ts';

const Options = z.looseObject({
  /** A start token that the store has, so that no exchange is spent on one. */
  startToken: z.string().nullish(),
});

/** Null takes away what the file gives to all its cases. */
const present = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));

/** A store that begins with one token. */
function storeOf(token: string) {
  let stored: StoredToken | null = { token, expiresAt: null };
  return {
    load: async () => stored,
    save: async (_clientId: string, saved: StoredToken) => {
      stored = saved;
    },
    clear: async (_clientId: string, gone: string) => {
      if (stored?.token === gone) stored = null;
    },
  };
}

/** A client of the Jetpack partner API whose waits take no time. */
export function create(raw: unknown, fetch: typeof globalThis.fetch): unknown {
  const { startToken, ...rest } = Options.parse(raw);
  const tokenStore = startToken ? storeOf(startToken) : undefined;
  return watched((settings) => {
    // A wire file may give whatever a caller without types gives.
    const options: unknown = { tokenStore, ...present(rest), ...settings };
    return new JetpackPartnerClient(options as JetpackOptions);
  }, fetch);
}
