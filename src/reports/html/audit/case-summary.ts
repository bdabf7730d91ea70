import type { ClaimCase } from '../../../billing-audit/index.ts';
import type { AuditReport } from '../../audit-report.ts';
import type { Markup } from '../markup.ts';
import { code, day, days, inCurrency, money, name, quantity } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { labelOf } from './overview.ts';

/** The cases in a line each. */
export function caseSummary(
  { cases, labels = {} }: AuditReport,
  currency: string | null,
  max: number,
): Markup {
  return table<ClaimCase>({
    caption: 'Claim cases, newest first',
    isWide: true,
    empty: 'There is nothing to claim.',
    rows: cases,
    max,
    noun: 'cases',
    columns: [
      { title: 'Account', cell: ({ account }) => name(account) },
      { title: 'Device', cell: ({ device }) => code(device) },
      { title: 'Category', cell: ({ category }) => name(labelOf(labels, category)) },
      { title: 'Payable until', cell: ({ billedThrough }) => day(billedThrough) },
      { title: 'Charged', cell: ({ firstDay, lastDay }) => days(firstDay, lastDay) },
      { title: 'Lines', isFigure: true, cell: ({ lines }) => quantity(lines) },
      { title: inCurrency('Claimed', currency), isFigure: true, cell: ({ claimed }) => money(claimed) },
    ],
  });
}
