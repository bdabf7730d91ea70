import type { ActionTokenStore } from '../../action-tokens/index.ts';
import { ActionTokens } from '../../action-tokens/index.ts';
import { parseInstant } from '../../core/time.ts';
import { expectSame } from '../kit/same.ts';
import type { StoreRule } from '../kit/store-cases.ts';
import type { OpenedActionTokenStore } from './opened-store.ts';

const RIVALS = 100;
const CONNECTIONS = 4;
const FUTURE = '2999-12-31T23:59:59.999Z';
const PAST = '2001-01-01T00:00:00.000Z';

/** Keys as they come from `ActionTokens`, told apart by their last digits. */
function keyOf(number: number): string {
  return number.toString(16).padStart(64, 'a');
}

async function taken(store: ActionTokenStore, key: string): Promise<string | null> {
  const expiresAt = await store.take(key);
  return expiresAt === null ? null : parseInstant(expiresAt).toISOString();
}

async function connections({ store, connect }: OpenedActionTokenStore): Promise<readonly ActionTokenStore[]> {
  if (connect === undefined) return [store];
  return Promise.all(Array.from({ length: CONNECTIONS }, connect));
}

/** One work per rival, all begun at once and spread over the connections. */
async function rivals<Result>(
  opened: OpenedActionTokenStore,
  work: (store: ActionTokenStore, number: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const stores = await connections(opened);
  return Promise.all(
    Array.from({ length: RIVALS }, (_, number) =>
      work(stores[number % stores.length] ?? opened.store, number),
    ),
  );
}

/** What every store of action tokens must do. */
export const RULES: readonly StoreRule<OpenedActionTokenStore>[] = [
  {
    name: 'a key is handed out once, with its expiry to the millisecond',
    check: async ({ store }) => {
      await store.put(keyOf(1), FUTURE);
      expectSame(await taken(store, keyOf(1)), FUTURE, 'the first take');
      expectSame(await taken(store, keyOf(1)), null, 'the second take');
    },
  },
  {
    name: 'an unknown key is null and uses up no other',
    check: async ({ store }) => {
      expectSame(await taken(store, keyOf(1)), null, 'a take from an empty store');
      await store.put(keyOf(1), FUTURE);
      expectSame(await taken(store, keyOf(2)), null, 'a take of another key');
      expectSame(await taken(store, keyOf(1)), FUTURE, 'the key that was put');
    },
  },
  {
    name: 'keys are text: those that read like numbers are not mixed up',
    check: async ({ store }) => {
      const keys = [1, 2].flatMap((last) =>
        ['0', '0e', '00e', '9', '1e'].map((start) => start.padEnd(63, '0') + last),
      );
      for (const [number, key] of keys.entries()) await store.put(key, expiryOf(number));
      for (const [number, key] of keys.entries()) {
        expectSame(await taken(store, key), expiryOf(number), `the key ${key}`);
      }
    },
  },
  {
    name: 'what is expired is gone or says so, and takes nothing with it that is not',
    check: async ({ store }) => {
      await store.put(keyOf(0), FUTURE);
      for (let number = 1; number <= RIVALS; number += 1) await store.put(keyOf(number), PAST);
      const late = await taken(store, keyOf(RIVALS));
      expectSame(late === null || late === PAST, true, 'an expired key is null or has its own expiry');
      expectSame(await taken(store, keyOf(0)), FUTURE, 'the key that is still open');
    },
  },
  {
    name: `of ${RIVALS} who take one key at once, one gets it`,
    check: async (opened) => {
      await opened.store.put(keyOf(1), FUTURE);
      const answers = await rivals(opened, (store) => taken(store, keyOf(1)));
      expectSame(
        answers.filter((answer) => answer !== null),
        [FUTURE],
        'the answers that were not null',
      );
    },
  },
  {
    name: `${RIVALS} keys put at once are all kept, each for itself`,
    check: async (opened) => {
      await rivals(opened, (store, number) => store.put(keyOf(number), expiryOf(number)));
      const answers = await rivals(opened, (store, number) => taken(store, keyOf(number)));
      expectSame(answers, Array.from(answers.keys(), expiryOf), 'what was put');
    },
  },
  {
    name: `a token works once, for ${RIVALS} who use it at once`,
    check: async (opened) => {
      const bindings = { subject: 'client-1', action: 'restart', resource: 'service-1' };
      const { token } = await new ActionTokens({ store: opened.store }).issue({
        ...bindings,
        ttlMs: 3_600_000,
      });
      const other = { ...bindings, action: 'stop' };
      const wrong = await rivals(opened, (store) => new ActionTokens({ store }).consume(token, other));
      expectSame(wrong.includes(true), false, 'another action was allowed');
      const answers = await rivals(opened, (store) => new ActionTokens({ store }).consume(token, bindings));
      expectSame(answers.filter(Boolean).length, 1, 'how often it worked');
    },
  },
];

function expiryOf(number: number): string {
  return new Date(Date.parse(FUTURE) - number).toISOString();
}
