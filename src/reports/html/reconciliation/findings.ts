import type { Finding, ItemFigures, ReconciliationReport } from '../../../reconciler/index.ts';
import { byImpact } from '../../by-impact.ts';
import { html, type Markup } from '../markup.ts';
import {
  absent,
  code,
  inCurrency,
  money,
  name,
  prose,
  quantity,
  signedMoney,
  variance,
} from '../parts/figures.ts';
import { type Column, table } from '../parts/table.ts';
import { FINDING, SEVERITIES } from './words.ts';

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** What was found, the most important and then the largest first; each part is capped by itself. */
export function findingTables(report: ReconciliationReport, currency: string | null, max: number): Markup {
  const { findings } = report;
  if (findings.length === 0) return html`<p class="empty">Nothing was found.</p>`;
  const columns = columnsOf(labelsOf(report), currency);
  return SEVERITIES.map(([severity, title]) => {
    const rows = byImpact(
      findings.filter((finding) => finding.severity === severity),
      ({ impact }) => impact,
    );
    if (rows.length === 0) return null;
    return table({ caption: title, columns, rows, max, noun: 'findings', empty: '', isWide: true });
  });
}

/** What each category is called. */
function labelsOf({ categories }: ReconciliationReport): (categoryId: string | null) => string | null {
  const labels = new Map(categories.map(({ categoryId, label }) => [categoryId, label]));
  return (categoryId) => (categoryId === null ? null : (labels.get(categoryId) ?? categoryId));
}

function columnsOf(
  labelOf: (categoryId: string | null) => string | null,
  currency: string | null,
): readonly Column<Finding>[] {
  return [
    {
      title: 'What',
      cell: (finding) => html`${FINDING[finding.code]}<span class="soft">${code(finding.code)}</span>`,
    },
    { title: 'Category', cell: ({ key }) => placeOf(key, labelOf) },
    { title: 'Account', cell: ({ key }) => name(key.account) },
    { title: 'Device', cell: ({ key, candidates }) => [code(key.deviceId), candidatesOf(candidates)] },
    { title: 'Expected', isFigure: true, cell: ({ expected }) => stated(expected) },
    { title: 'Found', isFigure: true, cell: ({ actual }) => stated(actual) },
    {
      title: inCurrency('Impact', currency),
      isFigure: true,
      cell: ({ impact }) => (impact === null ? absent('none known') : signedMoney(impact)),
    },
  ];
}

function placeOf(
  { categoryId, serverKey }: Finding['key'],
  labelOf: (categoryId: string | null) => string | null,
): Markup {
  if (categoryId !== null || serverKey === null) return name(labelOf(categoryId));
  return html`server ${name(serverKey)}`;
}

/** A quantity as a figure, other text as text. */
function stated(text: string | null): Markup {
  return text !== null && DECIMAL.test(text) ? quantity(text) : prose(text);
}

const MAX_CANDIDATES = 5;

function candidatesOf(candidates: Finding['candidates']): Markup {
  if (candidates.length === 0) return null;
  const named = candidates
    .slice(0, MAX_CANDIDATES)
    .map(({ account, deviceId }, index) => [index > 0 && ', ', name(account), ' ', code(deviceId)]);
  const left = candidates.length - named.length;
  return html`<span class="soft">perhaps ${named}${left > 0 && ` and ${left} more`}</span>`;
}

/** Both sides of every device that differs, the largest difference in money first. */
export function differingItems(report: ReconciliationReport, currency: string | null, max: number): Markup {
  const labelOf = labelsOf(report);
  return table<ItemFigures>({
    caption: 'Devices on which both sides differ',
    isWide: true,
    empty: 'No device differs.',
    rows: byImpact(
      report.items.filter(({ variance: figure }) => figure !== '0'),
      ({ amounts }) => amounts.impact,
    ),
    max,
    noun: 'devices',
    columns: [
      { title: 'Account', cell: ({ account }) => name(account) },
      { title: 'Device', cell: deviceOf },
      { title: 'Category', cell: ({ categoryId }) => name(labelOf(categoryId)) },
      { title: 'In use', isFigure: true, cell: ({ server }) => quantity(server) },
      { title: 'Billed', isFigure: true, cell: ({ portal }) => quantity(portal) },
      { title: 'Difference', isFigure: true, cell: (item) => variance(item.variance) },
      { title: inCurrency('Amount', currency), isFigure: true, cell: ({ amounts }) => money(amounts.billed) },
      {
        title: inCurrency('Expected', currency),
        isFigure: true,
        cell: ({ amounts }) => money(amounts.expected),
      },
      {
        title: inCurrency('Impact', currency),
        isFigure: true,
        cell: ({ amounts }) => signedMoney(amounts.impact),
      },
    ],
  });
}

function deviceOf({ deviceId, friendlyName }: ItemFigures): Markup {
  return html`${code(deviceId)}${friendlyName !== null && html`<span class="soft">${name(friendlyName)}</span>`}`;
}
