import type { CreditReport } from '../../credit-report.ts';
import type { DashboardPart } from '../../dashboard-input.ts';
import type { DashboardModel } from '../../dashboard-model.ts';
import { kinds } from '../credit/balance.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { badge, facts } from '../parts/blocks.ts';
import {
  absent,
  bytes,
  code,
  counted,
  day,
  instant,
  money,
  name,
  quantity,
  signedMoney,
} from '../parts/figures.ts';
import { OVERALL } from '../reconciliation/words.ts';

/** What each part of the business looks like, side by side. */
export function cards(model: DashboardModel, credit: CreditReport | null, currency: string | null): Markup {
  const { unknown, claims, reconciliation } = model;
  const isShown = (part: DashboardPart, known: unknown): boolean => known !== null || unknown.includes(part);
  const hasReconciliation = isShown('reconciliation', reconciliation);
  return html`<div class="cards">${[
    isShown('credit', credit) && [
      card('Credit', creditCard(model, credit)),
      card('Runway', runwayCard(model)),
    ],
    hasReconciliation && [
      card('Last reconciliation', reconciliationCard(model)),
      card('Portal snapshot', snapshotCard(model)),
    ],
    isShown('audit', claims) && card('Claims', claimsCard(model, currency)),
    hasReconciliation && card('On the servers', serversCard(model)),
  ]}</div>`;
}

const NOT_KNOWN = html`<p class="empty">Not known yet.</p>`;

function card(title: string, body: Markup): Html {
  return html`<div class="card"><h3>${title}</h3>${body}</div>\n`;
}

function value(figure: Markup, unit: string | null): Html {
  return html`<p class="value">${figure}${unit !== null && html` <small>${unit}</small>`}</p>`;
}

function creditCard({ credit }: DashboardModel, source: CreditReport | null): Markup {
  if (credit === null || source === null) return NOT_KNOWN;
  const { currency, total, debt, portalBalance, portalVariance, asOf } = credit;
  return [
    value(money(total), currency),
    kinds(source.balance),
    facts([
      ['Unpaid usage', html`${money(debt)} ${currency}`],
      ...(portalBalance === null
        ? []
        : [
            fact('Provider says', html`${money(portalBalance)} ${currency}`),
            fact('Ledger less provider', html`${signedMoney(portalVariance)} ${currency}`),
          ]),
      ['As of', instant(asOf)],
    ]),
  ];
}

function fact(title: string, figure: Markup): readonly [string, Markup] {
  return [title, figure];
}

function runwayCard({ credit }: DashboardModel): Markup {
  if (credit === null) return NOT_KNOWN;
  const { runwayDays, depletion, burn, currency } = credit;
  const days = runwayDays === null ? absent('Not known') : quantity(runwayDays);
  return [
    value(days, runwayDays === null ? null : runwayDays === 1 ? 'day' : 'days'),
    facts([
      ['Until', day(depletion)],
      ['Used per day', burn === null ? absent('unknown') : html`${money(burn)} ${currency}`],
    ]),
  ];
}

function reconciliationCard({ reconciliation }: DashboardModel): Markup {
  if (reconciliation === null) return NOT_KNOWN;
  const { currency, status, impact, grossImpact, unpricedItems, problems, reportId, generatedAt } =
    reconciliation;
  return [
    value(signedMoney(impact), currency),
    html`<p>${badge(...OVERALL[status])}</p>`,
    facts([
      ['Without signs', html`${money(grossImpact)} ${currency}`],
      ...(unpricedItems === 0
        ? []
        : [fact('Without a price', [quantity(unpricedItems), nounOf(unpricedItems, ' item')])]),
      ['To act on', [quantity(problems), nounOf(problems, ' finding')]],
      ['Made', instant(generatedAt)],
      ['Report', code(reportId)],
    ]),
  ];
}

function snapshotCard({ reconciliation }: DashboardModel): Markup {
  if (reconciliation === null) return NOT_KNOWN;
  const { snapshot, portalRows, totalAmount, currency } = reconciliation;
  const states = { published: 'Complete', partial: 'Partial', missing: 'There is none' } as const;
  return [
    value(money(totalAmount), currency),
    html`<p>billed in ${counted(portalRows, 'line')}</p>`,
    facts([
      ['Snapshot', states[snapshot.state]],
      ['Pulled at', instant(snapshot.pulledAt, 'never')],
    ]),
  ];
}

function claimsCard({ claims }: DashboardModel, currency: string | null): Markup {
  if (claims === null) return NOT_KNOWN;
  return [
    value(money(claims.claimed), currency),
    html`<p>claimed in ${counted(claims.cases, 'case')}</p>`,
    facts([
      ['Set apart', html`${money(claims.pending)} ${currency}`],
      ['Doubtful besides', html`${money(claims.doubtful)} ${currency}`],
      ['Days', html`${day(claims.from)} to ${day(claims.to)}`],
      ['Lines read', quantity(claims.charges)],
    ]),
  ];
}

function serversCard({ servers }: DashboardModel): Markup {
  if (servers === null) return NOT_KNOWN;
  const { known, read, unread, totals } = servers;
  return [
    totals === null ? value(absent('Not known'), null) : value(quantity(totals.devices), 'devices'),
    html`<p>${read} of ${counted(known, 'server')} read</p>`,
    unread.length > 0 && html`<p>${badge('Not read', 'warn')} ${namesOf(unread)}</p>`,
    totals !== null &&
      facts([
        ['Users', quantity(totals.users)],
        ['Protected items', quantity(totals.protectedItems)],
        ['Storage', bytes(totals.storageBytes)],
      ]),
  ];
}

const MOST_NAMES = 5;

function namesOf(keys: readonly string[]): Markup {
  const named = keys.slice(0, MOST_NAMES).map((key, index) => [index > 0 && ', ', name(key)]);
  return keys.length > MOST_NAMES ? [named, ` and ${keys.length - MOST_NAMES} more`] : named;
}

function nounOf(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
