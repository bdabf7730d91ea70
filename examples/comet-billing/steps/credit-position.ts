import type { Balance, Runway } from 'reseller-sdk/credit-ledger';
import type { CreditPosition } from 'reseller-sdk/reports';
import { ACCOUNT, type Desk } from '../job.ts';

/** Where the prepaid credit stands, as the ledger tells it and as the reports print it. */
export interface Credit extends CreditPosition {
  readonly balance: Balance;
  readonly runway: Runway;
}

/** Reads the position as of today. */
export async function creditPosition({ ledger, clock }: Desk): Promise<Credit> {
  const balance = await ledger.balance(ACCOUNT);
  const { runway, consumingBonus } = await ledger.signals(ACCOUNT, { asOf: clock.now() });
  return {
    ...balance,
    balance,
    runway,
    consumingBonus,
    runwayDays: runway.days,
    depletion: runway.depletion,
  };
}
