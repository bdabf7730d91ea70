/**
 * Single-use tokens that guard a customer's actions against replay.
 *
 * @module reseller-sdk/action-tokens
 */
export {
  type ActionToken,
  type ActionTokenRequest,
  ActionTokens,
  type ActionTokensOptions,
} from './action-tokens.ts';
export type { ActionTokenBindings } from './bindings.ts';
export { InMemoryActionTokenStore } from './memory-store.ts';
export type { ActionTokenStore } from './store.ts';
