import type { DashboardAlert } from '../../dashboard-alerts.ts';
import type { DashboardPart, JobRun } from '../../dashboard-input.ts';
import { SIGNAL } from '../credit/words.ts';
import type { NoticeWords, Tone } from '../parts/blocks.ts';

/** What an alert says. */
export const ALERT: Readonly<Record<DashboardAlert, NoticeWords>> = {
  RECONCILIATION_INCOMPLETE: [
    'warn',
    'The reconciliation is incomplete.',
    'One of its sides is missing or too old, so it proves nothing.',
  ],
  RECONCILIATION_STALE: [
    'warn',
    'The reconciliation is out of date.',
    'What the portal bills was read too long ago.',
  ],
  SERVER_UNREAD: [
    'warn',
    'A server was not read.',
    'It is not required, so the reconciliation goes without it.',
  ],
  OVER_BILLED: ['bad', 'Too much is billed.', 'The provider bills more than is in use.'],
  UNDER_BILLED: ['warn', 'Too little is billed.', 'More is in use than the provider bills.'],
  OFFSETTING: ['bad', 'Errors cancel out.', 'The sums agree, and single devices do not.'],
  CLAIMS_OPEN: ['bad', 'There are claims.', 'Services were charged past their end.'],
  CHARGES_DOUBTFUL: [
    'warn',
    'Charges are doubtful.',
    'Some are probably wrong, duplicates, or need to be reviewed.',
  ],
  AUDIT_INCOMPLETE: [
    'warn',
    'The audit is incomplete.',
    'Lines could not be read or evidence is missing, so what it does not find proves nothing.',
  ],
  JOB_FAILED: ['bad', 'A job failed.', 'What it brings in is out of date.'],
  JOB_PARTIAL: ['warn', 'A job did only part of its work.', 'Some of what it brings in is out of date.'],
  JOB_NEVER_RAN: ['warn', 'A job never ran.', 'What it brings in is not known.'],
  DEBT_OPEN: SIGNAL.debtOpen,
  LOW_RUNWAY: SIGNAL.lowRunway,
  LOW_BALANCE: SIGNAL.lowBalance,
  EXPIRING_SOON: SIGNAL.expiringSoon,
  CONSUMING_BONUS: SIGNAL.consumingBonus,
  LEDGER_VS_PORTAL_VARIANCE: SIGNAL.ledgerVsPortalVariance,
};

/** What a part is called that is not known. */
export const PART: Readonly<Record<DashboardPart, string>> = {
  credit: 'the credit',
  reconciliation: 'the reconciliation',
  audit: 'the audit',
};

/** How a job went. */
export const JOB: Readonly<Record<JobRun['status'], readonly [string, Tone]>> = {
  ok: ['Done', 'good'],
  partial: ['In part', 'warn'],
  error: ['Failed', 'bad'],
  running: ['Running', 'plain'],
  stale: ['Did not end', 'bad'],
  never: ['Never ran', 'warn'],
};
