import type { ReconciliationReport } from '../../../reconciler/index.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { badge, notice, notices, tiles } from '../parts/blocks.ts';
import { counted, money, quantity, signedMoney } from '../parts/figures.ts';
import { INCOMPLETE, OVERALL } from './words.ts';

/** The outcome in a sentence. */
export function leadOf({ status, summary }: ReconciliationReport): Html {
  const [text, tone] = OVERALL[status];
  const compared = summary.ok + summary.within_tolerance + differing(summary);
  return html`<p>${badge(text, tone)}</p>
<p>${sentence(status, compared, differing(summary))}</p>`;
}

function differing({ over_billed, under_billed, offsetting }: ReconciliationReport['summary']): number {
  return over_billed + under_billed + offsetting;
}

function sentence(status: ReconciliationReport['status'], compared: number, different: number): string {
  if (status === 'incomplete') {
    return 'One side of the comparison is missing or too old. The figures are shown, but they prove nothing.';
  }
  if (compared === 0) return 'There was nothing to compare.';
  if (different === 0) return `What is billed agrees with what is in use, in ${of(compared)}.`;
  return `What is billed differs from what is in use, in ${different} of ${of(compared)}.`;
}

function of(count: number): string {
  return counted(count, 'category', 'categories');
}

/** The figures that matter most, and what makes them doubtful. */
export function overview(report: ReconciliationReport, currency: string | null): Markup {
  const { totals, findings, completeness } = report;
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  return [
    tiles([
      {
        name: 'Net difference',
        figure: signedMoney(totals.impact),
        unit: currency,
        note: 'billed minus expected, over the compared categories',
      },
      {
        name: 'Gross difference',
        figure: money(totals.grossImpact),
        unit: currency,
        note: 'the same without signs, so nothing cancels out',
      },
      {
        name: 'Billed in total',
        figure: money(totals.totalAmount),
        unit: currency,
        note: grandTotal(report),
      },
      {
        name: 'Differences to act on',
        figure: quantity(problems),
        note: `of ${counted(findings.length, 'finding')}`,
      },
      ...(totals.pastGraceAmount === '0'
        ? []
        : [
            {
              name: 'Billed past the paid period',
              figure: money(totals.pastGraceAmount),
              unit: currency,
              note: 'for what is no longer there',
            },
          ]),
    ]),
    completeness.reasons.length > 0 &&
      notices(
        'warn',
        'The comparison is incomplete.',
        completeness.reasons.map((reason) => INCOMPLETE[reason]),
      ),
    totals.unpricedItems > 0 &&
      notice(
        'warn',
        'Not everything has a price.',
        `No price or amount is known for ${counted(totals.unpricedItems, 'item')}; the money above leaves that out.`,
      ),
  ];
}

function grandTotal({ totals: { totalAmount, grandTotal } }: ReconciliationReport): Markup {
  if (totalAmount === grandTotal) return 'every line is in it';
  return html`${money(grandTotal)} with the lines that are left out of it`;
}
