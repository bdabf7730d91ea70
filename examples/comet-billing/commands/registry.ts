import { VARIANCE } from '../exit-codes.ts';
import { activeServices } from '../pages/active-services.ts';
import { allocations } from '../pages/allocations.ts';
import { creditLots } from '../pages/credit-lots.ts';
import { dailyUsage } from '../pages/daily-usage.ts';
import { jobs } from '../pages/jobs.ts';
import { purchases } from '../pages/purchases.ts';
import { report } from '../pages/report.ts';
import { reports } from '../pages/reports.ts';
import { snapshotDiff } from '../pages/snapshot-diff.ts';
import { snapshots } from '../pages/snapshots.ts';
import { usageHistory } from '../pages/usage-history.ts';
import { audit } from './audit.ts';
import { collect } from './collect-usage.ts';
import type { Command } from './command.ts';
import { dailyJob } from './daily-job.ts';
import { dashboard } from './dashboard.ts';
import type { Flag } from './flags.ts';
import { importEvents } from './import-events.ts';
import { importPurchases } from './import-purchases.ts';
import { m365ReportCommand } from './m365-report.ts';
import { openBalance } from './open-balance.ts';
import { FORMATS } from './options.ts';
import { portalPull } from './portal-pull.ts';
import { prune } from './prune.ts';
import { rebuildLedger } from './rebuild-ledger.ts';
import { reconcileCommand } from './reconcile.ts';
import { recordPack } from './record-pack.ts';
import { refundPack } from './refund-pack.ts';

const LIST: readonly Flag[] = ['format', 'limit'];
const DAYS: readonly Flag[] = ['preset', 'from', 'to'];
const COMPARISON: readonly Flag[] = ['format', 'rows', 'save', 'verbose', 'tolerance'];
const PACK: readonly Flag[] = ['id', 'date', 'cash', 'bonus'];

/** A comparison that finds a variance has done its work; one that lacks a side has done a part of it. */
const COMPARES = { 1: 'ok', 3: 'partial' } as const;

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'portal-pull',
    summary: 'pull billing history and active services, book new charges on the prepaid credit',
    needs: 'sources',
    flags: [],
    run: portalPull,
    job: { 1: 'error' },
  },
  {
    name: 'collect-usage',
    summary: 'collect usage from the servers',
    needs: 'sources',
    flags: ['server', 'verbose'],
    run: collect,
    job: { 1: 'error', 3: 'partial' },
  },
  {
    name: 'reconcile',
    summary: 'compare what runs and what is billed',
    needs: 'sources',
    flags: [...COMPARISON, 'live', 'server', 'date', 'compat-exit'],
    formats: FORMATS,
    run: reconcileCommand,
    job: COMPARES,
  },
  {
    name: 'daily-job',
    summary: 'all of it in one run',
    needs: 'sources',
    flags: COMPARISON,
    formats: FORMATS,
    run: dailyJob,
    job: COMPARES,
  },
  {
    name: 'import-purchases',
    summary: 'book the purchases that the portal exports as CSV',
    needs: 'store',
    words: ['FILE'],
    flags: ['dry-run', 'debit-refunds'],
    run: importPurchases,
    job: {},
    usageExit: VARIANCE,
  },
  {
    name: 'import-events',
    summary: 'take in events of a Comet Server, one JSON object on each line',
    needs: 'store',
    words: ['FILE'],
    flags: [],
    run: importEvents,
    job: {},
  },
  { name: 'record-pack', summary: 'record a credit pack', needs: 'store', flags: PACK, run: recordPack },
  {
    name: 'refund-pack',
    summary: 'take a credit pack back, or a part of it',
    needs: 'store',
    flags: ['pack', ...PACK],
    run: refundPack,
  },
  {
    name: 'open-balance',
    summary: 'take over a balance',
    needs: 'store',
    flags: ['date', 'purchased', 'bonus'],
    run: openBalance,
  },
  {
    name: 'rebuild-ledger',
    summary: 'attribute the usage anew and check the books',
    needs: 'store',
    flags: ['from', 'dry-run'],
    run: rebuildLedger,
    job: { 1: 'error' },
  },
  {
    name: 'prune',
    summary: 'take the single rows off usage that was collected long ago',
    needs: 'store',
    flags: ['keep-days', 'apply'],
    run: prune,
    job: {},
  },
  {
    name: 'dashboard',
    summary: 'where everything stands, on stdout or in a file',
    needs: 'figures',
    flags: ['format', 'out'],
    formats: ['text', 'json', 'html'],
    run: dashboard,
  },
  {
    name: 'audit',
    summary: 'find charges that were not right, and what to claim',
    needs: 'figures',
    flags: [...DAYS, ...LIST, 'verbose'],
    formats: FORMATS,
    run: audit,
    job: { 1: 'ok' },
  },
  {
    name: 'm365-report',
    summary: 'Microsoft 365 accounts of the newest snapshot',
    needs: 'figures',
    flags: [...DAYS, ...LIST],
    run: m365ReportCommand,
  },
  {
    name: 'credit-lots',
    summary: 'the credit, lot by lot',
    needs: 'figures',
    flags: LIST,
    formats: FORMATS,
    run: creditLots,
  },
  { name: 'purchases', summary: 'the packs that were bought', needs: 'figures', flags: LIST, run: purchases },
  {
    name: 'allocations',
    summary: 'which lots paid, day by day',
    needs: 'figures',
    flags: [...DAYS, ...LIST],
    run: allocations,
  },
  {
    name: 'usage-history',
    summary: 'the charges',
    needs: 'figures',
    flags: [...DAYS, ...LIST],
    run: usageHistory,
  },
  {
    name: 'active-services',
    summary: 'what the portal lists as running',
    needs: 'figures',
    flags: [...LIST, 'date'],
    run: activeServices,
  },
  {
    name: 'daily-usage',
    summary: 'what ran on all servers, day by day',
    needs: 'figures',
    flags: [...DAYS, ...LIST],
    run: dailyUsage,
  },
  {
    name: 'snapshots',
    summary: 'the snapshots of the active services',
    needs: 'figures',
    flags: [...DAYS, ...LIST],
    run: snapshots,
  },
  {
    name: 'snapshot-diff',
    summary: 'what changed between two snapshots',
    needs: 'figures',
    words: ['[BEFORE]', '[AFTER]'],
    flags: LIST,
    run: snapshotDiff,
  },
  {
    name: 'reports',
    summary: 'the comparisons that were saved',
    needs: 'figures',
    flags: LIST,
    run: reports,
  },
  {
    name: 'report',
    summary: 'a saved comparison, once its hash is verified',
    needs: 'figures',
    words: ['ID'],
    flags: ['format', 'rows', 'verbose'],
    formats: FORMATS,
    run: report,
  },
  {
    name: 'jobs',
    summary: 'the newest run of each job',
    needs: 'figures',
    flags: [...LIST, 'verbose'],
    run: jobs,
  },
];

/** A command by its name. */
export function commandNamed(name: string | undefined): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

/** Exit for a command line that is not understood. */
export function usageExitOf(args: readonly string[]): Command['usageExit'] {
  return commandNamed(args.find((arg) => !arg.startsWith('-')))?.usageExit;
}
