import type { DailyRun } from '../commands/daily-job.ts';

/** The demo's outcome as data. Amounts and quantities are plain decimals as text. */
export function summaryOf(run: DailyRun, changed: boolean) {
  const { report } = run.reconciliation;
  const { balance, runway, consumingBonus } = run.credit;
  const { purchased, bonus, adjustment, total, debt } = balance;
  const totals = run.collected?.totals;
  const answered = run.collected?.servers.filter(({ status }) => status === 'ok') ?? [];
  return {
    collected: { servers: answered.length, users: totals?.users ?? 0, devices: totals?.devices ?? 0 },
    portal: { rows: run.services?.rows ?? 0, amount: run.services?.amount ?? '0' },
    reconciliation: {
      overallStatus: report.status,
      categories: Object.fromEntries(
        report.categories.map(({ categoryId, server, portal, variance, status, amounts }) => {
          const { billed, impact, grossImpact } = amounts;
          return [categoryId, { server, portal, variance, status, billed, impact, grossImpact }];
        }),
      ),
      findings: report.findings,
    },
    ledger: { purchased, bonus, adjustment, total, debt, consumingBonus, runwayDays: runway.days },
    secondRun: { changed },
  };
}
