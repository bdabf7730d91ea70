import type { CreditReport } from 'reseller-sdk/reports/html';
import { ACCOUNT, type Desk } from '../job.ts';
import { allLots } from './all-lots.ts';

/** As many days as a chart can show one by one. */
const SHOWN_DAYS = 90;

/** The prepaid credit with its course up to today, as reports take it. */
export async function creditReport({ ledger, clock }: Desk): Promise<CreditReport> {
  const now = clock.now();
  const days = await ledger.dailyBalance(ACCOUNT, { to: now.toISOString().slice(0, 10) });
  return {
    balance: await ledger.balance(ACCOUNT),
    signals: await ledger.signals(ACCOUNT, { asOf: now }),
    days: days.slice(-SHOWN_DAYS),
    lots: await allLots(ledger),
    businessTimeZone: 'UTC',
  };
}
