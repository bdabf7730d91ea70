import type { CreditReport } from '../../credit-report.ts';
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
  quantity,
  signedMoney,
} from '../parts/figures.ts';
import { OVERALL } from '../reconciliation/words.ts';

/** What each part of the business looks like, side by side. */
export function cards(model: DashboardModel, credit: CreditReport | null, currency: string | null): Markup {
  return html`<div class="cards">${[
    card('Credit', creditCard(model, credit)),
    card('Runway', runwayCard(model)),
    card('Last reconciliation', reconciliationCard(model, currency)),
    card('Portal snapshot', snapshotCard(model, currency)),
    card('Claims', claimsCard(model, currency)),
    card('On the servers', serversCard(model)),
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

function fact(name: string, figure: Markup): readonly [string, Markup] {
  return [name, figure];
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

function reconciliationCard({ reconciliation }: DashboardModel, fallback: string | null): Markup {
  if (reconciliation === null) return NOT_KNOWN;
  const {
    status,
    impact,
    grossImpact,
    problems,
    reportId,
    generatedAt,
    currency = fallback,
  } = reconciliation;
  return [
    value(signedMoney(impact), currency ?? fallback),
    html`<p>${badge(...OVERALL[status])}</p>`,
    facts([
      ['Without signs', html`${money(grossImpact)} ${currency ?? fallback}`],
      ['To act on', [quantity(problems), problems === 1 ? ' finding' : ' findings']],
      ['Made', instant(generatedAt)],
      ['Report', code(reportId)],
    ]),
  ];
}

function snapshotCard({ reconciliation }: DashboardModel, fallback: string | null): Markup {
  if (reconciliation === null) return NOT_KNOWN;
  const { snapshot, portalRows, totalAmount, currency } = reconciliation;
  const states = { published: 'Complete', partial: 'Partial', missing: 'There is none' } as const;
  return [
    value(money(totalAmount), currency ?? fallback),
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
  return [
    value(quantity(servers.devices), 'devices'),
    html`<p>${servers.read} of ${counted(servers.known, 'server')} read</p>`,
    facts([
      ['Users', quantity(servers.users)],
      ['Protected items', quantity(servers.protectedItems)],
      ['Storage', bytes(servers.storageBytes)],
    ]),
  ];
}
