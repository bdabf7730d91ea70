import type { Projection, Runway } from '../../../credit-ledger/index.ts';
import type { CreditReport } from '../../credit-report.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { facts } from '../parts/blocks.ts';
import { absent, day, inCurrency, money, percent, quantity } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { RUNWAY_REASON } from './words.ts';

/** How long the credit lasts, and when what begins. */
export function runwaySection({ balance, signals }: CreditReport): Markup {
  const { runway } = signals;
  const { currency } = balance;
  const rows = [
    ['At the pace of these days', runway],
    ['If every week were like the heaviest', runway.low],
    ['If every week were like the lightest', runway.high],
  ] as const;
  return [
    paceSentence(runway, currency),
    table<(typeof rows)[number]>({
      caption: 'How long the credit lasts',
      empty: '',
      rows,
      columns: [
        { title: 'Pace', cell: ([pace]) => pace },
        { title: inCurrency('Per day', currency), isFigure: true, cell: ([, { burn }]) => money(burn) },
        {
          title: 'Days',
          isFigure: true,
          cell: ([, { days }]) => (days === null ? absent('unknown') : quantity(days)),
        },
        { title: 'Until', cell: ([, projection]) => untilOf(projection) },
      ],
    }),
    html`<h3>What comes when</h3>`,
    facts([
      ['Bonus credit begins to pay', day(runway.bonusStarts, 'not foreseen')],
      ['Purchased credit is used up', day(signals.purchasedExhaustedAt, 'not foreseen')],
      ['Usage is owed from', day(runway.debtStarts, 'not foreseen')],
      ['Expires soon', html`${money(signals.expiring)} ${currency}`],
      ['Bonus credit used so far', html`${money(signals.bonusConsumedToDate)} ${currency}`],
      ['Bonus share of the last day', percent(signals.bonusShareOfLastDay)],
      ...(runway.topUp === null ? [] : [topUpFact(runway.topUp, currency)]),
    ]),
  ];
}

function topUpFact(topUp: string, currency: string): readonly [string, Markup] {
  return ['To buy for the target day', html`${money(topUp)} ${currency}`];
}

function paceSentence({ usage, daysCounted, asOf, reason }: Runway, currency: string): Html {
  if (reason !== null) return html`<p>${RUNWAY_REASON[reason]}</p>`;
  return html`<p>In ${quantity(daysCounted)} days before ${day(asOf)}, ${money(usage)} ${currency} were used, less what came back.</p>`;
}

function untilOf({ depletion, reason }: Projection): Markup {
  return depletion === null && reason !== null ? absent(RUNWAY_REASON[reason]) : day(depletion);
}
