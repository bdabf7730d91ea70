import type { LotView } from 'reseller-sdk/credit-ledger';
import { Decimal } from 'reseller-sdk/decimal';
import { formatMoney, printCreditPosition } from 'reseller-sdk/reports';
import { creditHtml } from 'reseller-sdk/reports/html';
import type { Options } from '../commands/options.ts';
import { type ExitCode, OK } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { allLots } from '../steps/all-lots.ts';
import { creditPosition } from '../steps/credit-position.ts';
import { creditReport } from '../steps/credit-report.ts';
import { type PageColumn, shortId, showPage } from './page.ts';

/** How much of a lot is gone, in percent at 1 decimal, half up. */
export function usedPercent({ original, remaining }: Pick<LotView, 'original' | 'remaining'>): string {
  const whole = new Decimal(original);
  if (whole.isZero()) return '0.0';
  return whole.minus(remaining).times(100).div(whole).toFixed(1, Decimal.ROUND_HALF_UP);
}

const amount = (of: (lot: LotView) => string): Pick<PageColumn<LotView>, 'value' | 'text' | 'isNumber'> => ({
  value: of,
  text: (lot) => formatMoney(of(lot)),
  isNumber: true,
});

const COLUMNS: readonly PageColumn<LotView>[] = [
  { title: 'Lot', value: ({ id }) => id, text: ({ id }) => shortId(id) },
  { title: 'Kind', value: ({ kind }) => kind },
  { title: 'Label', value: ({ label }) => label },
  { title: 'Day', value: ({ day }) => day },
  { title: 'Status', value: ({ status }) => status },
  { title: 'Original', ...amount(({ original }) => original) },
  { title: 'Remaining', ...amount(({ remaining }) => remaining) },
  { title: 'Used %', value: usedPercent, isNumber: true },
];

/** The credit lots in the order in which they are used, with the position above them. Exit 0. */
export async function creditLots(desk: Desk, options: Options): Promise<ExitCode> {
  if (options.format === 'html') {
    const page = creditHtml(await creditReport(desk), { generatedAt: desk.clock.now() });
    desk.output.print(page.trimEnd());
    return OK;
  }
  const lots = await allLots(desk.ledger);
  const position = await creditPosition(desk);
  return showPage(desk.output, options, {
    json: { position, lots: lots.map((lot) => ({ ...lot, usedPercent: usedPercent(lot) })) },
    rows: lots,
    columns: COLUMNS,
    before: [...printCreditPosition(position), ''],
    empty: 'There are no lots; record a pack with record-pack or import-purchases.',
  });
}
