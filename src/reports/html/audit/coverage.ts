import type { Coverage } from '../../../billing-audit/index.ts';
import type { AuditReport } from '../../audit-report.ts';
import { html, type Markup } from '../markup.ts';
import { facts, notice, notices } from '../parts/blocks.ts';
import { absent, day, money, quantity } from '../parts/figures.ts';
import { GAP } from './words.ts';

/** What was read, and how complete the evidence is. */
export function coverageSection({ totals }: AuditReport, currency: string | null): Markup {
  const { scanned, credits, unreadable, unusedCredits, coverage } = totals;
  return [
    facts([
      ['Lines read', quantity(scanned)],
      ['Credits read', quantity(credits)],
      ['Credits not drawn on', html`${money(unusedCredits.net)} ${currency}`],
      ['Unreadable lines', quantity(unreadable)],
      ...(coverage === null ? [] : factsOf(coverage)),
    ]),
    unreadable > 0 &&
      notice(
        'warn',
        'Not every line could be read.',
        'What is unreadable counts nowhere else in this report.',
      ),
    coverage === null
      ? html`<p class="empty">How complete the evidence is was not looked at.</p>`
      : coverage.gaps.length > 0 &&
        notices(
          'warn',
          'Not everything is covered.',
          coverage.gaps.map((gap) => GAP[gap]),
        ),
  ];
}

function factsOf(coverage: Coverage): (readonly [string, Markup])[] {
  const { largestHoleHours, daysWithoutCharges } = coverage;
  return [
    ['Charges from', day(coverage.firstChargeDay, 'none')],
    ['Charges until', day(coverage.lastChargeDay, 'none')],
    ['Days without charges', quantity(daysWithoutCharges)],
    ['Snapshots from', day(coverage.firstSnapshotDay, 'none')],
    ['Snapshots until', day(coverage.lastSnapshotDay, 'none')],
    [
      'Longest time between two',
      largestHoleHours === null ? absent('unknown') : [quantity(largestHoleHours), ' hours'],
    ],
  ];
}
