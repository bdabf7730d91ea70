import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedActionTokenStore } from './opened-store.ts';
import { RULES } from './rules.ts';

/**
 * What every `ActionTokenStore` must do, as cases for the adapter's own tests: a key is handed out once, also to
 * rivals on several connections; expiries are exact; keys are opaque; what expired takes nothing else with it.
 * They need no test framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of actionTokenStoreCases(open)) it(name, run)
 */
export function actionTokenStoreCases(
  open: () => OpenedActionTokenStore | Promise<OpenedActionTokenStore>,
): readonly StoreCase[] {
  return storeCases(RULES, open);
}
