import type { LotView } from 'reseller-sdk/credit-ledger';
import { Decimal } from 'reseller-sdk/decimal';
import { formatMoney } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { allLots } from '../steps/all-lots.ts';
import { type PageColumn, shortId, showPage } from './page.ts';

/** A credit pack that was bought. Amounts are plain decimals. */
interface Purchase {
  readonly id: string;
  readonly day: string;
  readonly label: string | null;
  readonly cash: string;
  readonly bonus: string;
  readonly refunded: string;
  readonly remaining: string;
}

function sumOf(lots: readonly LotView[], of: (lot: LotView) => string): string {
  return lots.reduce((sum, lot) => sum.plus(of(lot)), new Decimal(0)).toFixed();
}

function purchaseOf(id: string, own: readonly [LotView, ...LotView[]]): Purchase {
  const [{ day, label }] = own;
  const ofKind = (wanted: LotView['kind']): string =>
    sumOf(
      own.filter(({ kind }) => kind === wanted),
      ({ original }) => original,
    );
  const refundOf = ({ refunded, refundDebited }: LotView): string =>
    new Decimal(refunded).plus(refundDebited).toFixed();
  const [cash, bonus] = [ofKind('purchased'), ofKind('bonus')];
  return {
    ...{ id, day, label, cash, bonus },
    refunded: sumOf(own, refundOf),
    remaining: sumOf(own, ({ remaining }) => remaining),
  };
}

/** The packs behind the lots, newest first. A pack that an opening balance contains has none. */
function purchasesIn(lots: readonly LotView[]): Purchase[] {
  const groups = new Map<string, [LotView, ...LotView[]]>();
  for (const lot of lots.filter(({ origin }) => origin.type === 'purchase')) {
    const own = groups.get(lot.origin.id);
    if (own === undefined) groups.set(lot.origin.id, [lot]);
    else own.push(lot);
  }
  const purchases = Array.from(groups, ([id, own]) => purchaseOf(id, own));
  return purchases.sort((a, b) => compare(b.day, a.day) || compare(b.id, a.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const amount = (name: 'cash' | 'bonus' | 'refunded' | 'remaining'): Omit<PageColumn<Purchase>, 'title'> => ({
  value: (purchase) => purchase[name],
  text: (purchase) => formatMoney(purchase[name]),
  isNumber: true,
});

const COLUMNS: readonly PageColumn<Purchase>[] = [
  { title: 'Day', value: ({ day }) => day },
  { title: 'Pack', value: ({ id }) => id, text: ({ id }) => shortId(id) },
  { title: 'Label', value: ({ label }) => label },
  { title: 'Paid', ...amount('cash') },
  { title: 'Bonus', ...amount('bonus') },
  { title: 'Refunded', ...amount('refunded') },
  { title: 'Left', ...amount('remaining') },
];

/** The packs that were bought, newest first, with what each still has. Exit 0. */
export async function purchases(desk: Desk, options: Options): Promise<ExitCode> {
  const rows = purchasesIn(await allLots(desk.ledger));
  const total = (of: (purchase: Purchase) => string): string =>
    rows.reduce((sum, row) => sum.plus(of(row)), new Decimal(0)).toFixed();
  const totals = { cash: total(({ cash }) => cash), bonus: total(({ bonus }) => bonus) };
  const paid = `paid ${formatMoney(totals.cash, desk.currency)}, bonus ${formatMoney(totals.bonus)}`;
  return showPage(desk.output, options, {
    json: { purchases: rows, totals },
    rows,
    columns: COLUMNS,
    after: rows.length === 0 ? [] : ['', `${rows.length} packs, ${paid}`],
    empty: 'There are no purchases; import them with import-purchases FILE.',
  });
}
