import type { LedgerAccount } from '../../credit-ledger/index.ts';

/**
 * Rules of a ledger account that follow the old CometBilling module: four decimals, half up, purchased credit
 * before bonus credit. Use it beside runway mode `upstream` to compare with figures of that module.
 *
 * Source: credit ledger 15.2, preset `comet-compat`.
 * @example ledger.openAccount({ id: 'comet', currency: 'USD', ...cometCompatLedgerPolicy })
 */
export const cometCompatLedgerPolicy: Pick<LedgerAccount, 'scale' | 'order' | 'ingestRounding'> =
  Object.freeze({
    scale: 4,
    order: 'purchased-first',
    ingestRounding: Object.freeze({ scale: 4, mode: 'half-up' }),
  });
