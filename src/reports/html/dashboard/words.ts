import type { DashboardAlert, JobRun } from '../../dashboard-model.ts';
import type { Tone } from '../parts/blocks.ts';

/** What an alert says. */
export const ALERT: Readonly<Record<DashboardAlert, readonly [Tone, title: string, text: string]>> = {
  RECONCILIATION_INCOMPLETE: [
    'warn',
    'The reconciliation is incomplete.',
    'One of its sides is missing or too old, so it proves nothing.',
  ],
  OVER_BILLED: ['bad', 'Too much is billed.', 'The provider bills more than is in use.'],
  UNDER_BILLED: ['warn', 'Too little is billed.', 'More is in use than the provider bills.'],
  OFFSETTING: ['bad', 'Errors cancel out.', 'The sums agree, and single devices do not.'],
  CLAIMS_OPEN: ['bad', 'There are claims.', 'Services were charged past their end.'],
  JOB_FAILED: ['bad', 'A job failed.', 'What it brings in is out of date.'],
  JOB_PARTIAL: ['warn', 'A job did only part of its work.', 'Some of what it brings in is out of date.'],
  DEBT_OPEN: ['bad', 'Usage is unpaid.', 'There is usage that no credit has paid for yet.'],
  LOW_RUNWAY: ['bad', 'The credit ends soon.', 'It lasts for fewer days than it should.'],
  LOW_BALANCE: ['warn', 'The balance is low.', 'Less is left than there should be.'],
  EXPIRING_SOON: ['warn', 'Credit expires soon.', 'Use it, or it is lost.'],
  CONSUMING_BONUS: ['plain', 'Bonus credit is being used.', 'The credit that pays next is a bonus.'],
  LEDGER_VS_PORTAL_VARIANCE: [
    'bad',
    'Ledger and provider differ.',
    'What the provider says is left is not what the ledger says.',
  ],
};

/** How a job went. */
export const JOB: Readonly<Record<JobRun['status'], readonly [string, Tone]>> = {
  ok: ['Done', 'good'],
  partial: ['In part', 'warn'],
  error: ['Failed', 'bad'],
  running: ['Running', 'plain'],
  never: ['Never ran', 'warn'],
};
