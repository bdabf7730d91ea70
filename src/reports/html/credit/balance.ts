import type { CreditReport } from '../../credit-report.ts';
import { difference } from '../../sums.ts';
import { meter } from '../chart/meter.ts';
import type { Markup } from '../markup.ts';
import { notice, tiles } from '../parts/blocks.ts';
import { absent, day, instant, money, quantity, signedMoney } from '../parts/figures.ts';
import { KIND, RUNWAY_REASON, raised } from './words.ts';

/** What is left, of which kind, what is owed, and what needs attention. */
export function balanceOverview({ balance, signals, portalBalance = null }: CreditReport): Markup {
  const { currency, total, held, available, debt, net } = balance;
  const { runway } = signals;
  return [
    tiles([
      {
        name: 'Credit left',
        figure: money(total),
        unit: currency,
        note: [money(available), ' available, ', money(held), ' held'],
      },
      { name: 'Unpaid usage', figure: money(debt), unit: currency, note: [money(net), ' net of it'] },
      {
        name: 'Lasts for',
        figure: runway.days === null ? absent('not known') : daysOf(runway.days),
        note: untilOf(runway),
      },
      portalBalance === null
        ? {
            name: 'Balance as of',
            figure: instant(balance.asOf),
            note: `version ${balance.version} of the ledger`,
          }
        : {
            name: 'Provider says',
            figure: money(portalBalance),
            unit: currency,
            note: ['ledger less provider: ', signedMoney(difference(net, portalBalance))],
          },
    ]),
    kinds(balance),
    raised(signals).map((words) => notice(...words)),
  ];
}

/** A bar of the kinds of credit that are left. */
export function kinds(balance: CreditReport['balance']): Markup {
  const parts = (['purchased', 'bonus', 'adjustment'] as const).map((kind) => ({
    kind,
    name: KIND[kind],
    amount: balance[kind],
    figure: money(balance[kind]),
  }));
  return meter('Credit left by kind', parts);
}

function untilOf({ depletion, reason }: CreditReport['signals']['runway']): Markup {
  if (depletion !== null) return ['until ', day(depletion)];
  return reason === null ? 'no pace to tell from' : RUNWAY_REASON[reason];
}

/** Days with their word. */
export function daysOf(count: number): Markup {
  return [quantity(count), count === 1 ? ' day' : ' days'];
}
