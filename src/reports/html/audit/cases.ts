import type { CaseDay, ClaimCase } from '../../../billing-audit/index.ts';
import type { AuditReport } from '../../audit-report.ts';
import { sumOf } from '../../sums.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { facts } from '../parts/blocks.ts';
import {
  absent,
  code,
  counted,
  day,
  days,
  exactMoney,
  inCurrency,
  instant,
  money,
  name,
  prose,
  quantity,
} from '../parts/figures.ts';
import { leftOut, table } from '../parts/table.ts';
import { labelOf } from './overview.ts';
import { STOP } from './words.ts';

/** A case of more days than this may be torn apart on paper. */
const ON_ONE_PAGE = 18;

/** What to put before the provider, each service as a case of its own. */
export function caseList({ cases, labels = {} }: AuditReport, currency: string | null, max: number): Markup {
  if (cases.length === 0) return html`<p class="empty">There is nothing to claim.</p>`;
  const shown = cases.slice(0, max);
  return [
    shown.map((one, index) => caseOf(one, index + 1, labelOf(labels, one.category), currency, max)),
    leftOut(shown.length, cases.length, 'cases'),
  ];
}

function caseOf(one: ClaimCase, number: number, label: string, currency: string | null, max: number): Html {
  const heading = `case-${number}`;
  return html`<article aria-labelledby="${heading}"${one.days.length > ON_ONE_PAGE && html` class="long"`}>
<header><h3 id="${heading}">Case ${number}: ${name(one.account)}, ${name(label)}</h3><p>${money(one.claimed)} ${currency}</p></header>
${facts(factsOf(one, currency))}
${table<CaseLine>({
  caption: `Days of case ${number}`,
  empty: '',
  rows: one.days,
  sums: one.days.length > 1 ? [sumOfDays(one)] : [],
  max,
  noun: 'days',
  columns: [
    { title: 'Charged on', cell: (row) => (row.day === null ? 'All days' : day(row.day)) },
    { title: 'Lines', isFigure: true, cell: ({ lines }) => quantity(lines) },
    { title: inCurrency('Claimed', currency), isFigure: true, cell: ({ claimed }) => exactMoney(claimed) },
    { title: inCurrency('Set apart', currency), isFigure: true, cell: setApart },
    { title: 'Line as printed', isProse: true, cell: printed },
  ],
})}
</article>`;
}

/** A day of a case, or all of them. */
type CaseLine = Omit<CaseDay, 'day'> & { readonly day: string | null };

/** What the days add up to, before it is rounded to what is claimed. */
function sumOfDays({ days, lines, pendingLines }: ClaimCase): CaseLine {
  const claimed = sumOf(days.map((row) => row.claimed));
  const pending = sumOf(days.map((row) => row.pending));
  return { day: null, lines, claimed, pendingLines, pending, findings: [] };
}

function factsOf(one: ClaimCase, currency: string | null): (readonly [string, Markup])[] {
  const { life, rhythm, device, billedThrough, cycleDays, mode } = one;
  const stop = life?.stop ?? null;
  const seen = rhythm?.seen ?? null;
  return [
    ['Device', code(device)],
    ['Registered', day(life?.from ?? null)],
    [
      'Ended',
      stop === null
        ? absent('not known')
        : html`${day(stop.latest)}<span class="soft">${STOP[stop.source]}</span>`,
    ],
    ['Payable until', day(billedThrough)],
    ['Charged', rhythm === null ? absent('not known') : rhythmOf(mode, cycleDays)],
    ['Listed', seen === null ? absent('not near the day') : listed(seen, currency)],
    ['Claimed', html`${counted(one.lines, 'line')}, ${days(one.firstDay, one.lastDay)}`],
    ...(one.pendingLines === 0 ? [] : [pendingFact(one, currency)]),
  ];
}

function listed(seen: NonNullable<NonNullable<ClaimCase['rhythm']>['seen']>, currency: string | null): Html {
  const price = seen.amount !== null && html`<span class="soft">${money(seen.amount)} ${currency}</span>`;
  return html`${instant(seen.observedAt)}${price}`;
}

function pendingFact(
  { pending, pendingLines }: ClaimCase,
  currency: string | null,
): readonly [string, Markup] {
  return [
    'Set apart',
    html`${counted(pendingLines, 'line')}, ${money(pending)} ${currency}: perhaps duplicates`,
  ];
}

function setApart({ pending, pendingLines }: CaseLine): Markup {
  return pendingLines === 0 ? absent('none') : exactMoney(pending);
}

const MOST_TEXTS = 5;

/** The lines of a day as the provider printed them; lines that read the same are shown once. */
function printed({ findings }: CaseLine): Markup {
  const charges = new Map(findings.map(({ charge }) => [`${charge.text}\n${charge.packText ?? ''}`, charge]));
  const texts = Array.from(charges.values()).slice(0, MOST_TEXTS);
  const left = charges.size - texts.length;
  return [
    texts.map(
      ({ text, packText = null }) =>
        html`<div>${prose(text)}${packText !== null && html`<span class="soft">${prose(packText)}</span>`}</div>`,
    ),
    left > 0 && html`<span class="soft">and ${left} more</span>`,
  ];
}

function rhythmOf(mode: ClaimCase['mode'], cycleDays: number): string {
  return mode === 'daily' ? 'daily' : `every ${counted(cycleDays, 'day')}`;
}
