import type { ReconciliationReport, ServerCompleteness } from '../../../reconciler/index.ts';
import { html, type Markup } from '../markup.ts';
import { badge, facts } from '../parts/blocks.ts';
import { absent, bytes, code, instant, name, prose, quantity } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import type { StatusWords } from './words.ts';

const SERVER_STATUS: Readonly<Record<ServerCompleteness['status'], StatusWords>> = {
  ok: ['Read', 'good'],
  failed: ['Failed', 'bad'],
  skipped: ['Left out', 'warn'],
  missing: ['Missing', 'bad'],
};

const PORTAL_STATE: Readonly<Record<ReconciliationReport['completeness']['portal']['state'], StatusWords>> = {
  published: ['Complete', 'good'],
  partial: ['Partial', 'warn'],
  missing: ['Missing', 'bad'],
};

/** Where the figures come from and when they were read. */
export function sources({ reportId, completeness, totals, settings }: ReconciliationReport): Markup {
  const { portal, servers, skewMinutes, maxSkewMinutes } = completeness;
  return [
    table<ServerCompleteness>({
      caption: 'Servers',
      isWide: true,
      empty: 'No server was asked.',
      rows: servers,
      columns: [
        { title: 'Server', cell: serverOf },
        { title: 'Result', cell: resultOf },
        { title: 'Read at', cell: ({ collectedAt }) => instant(collectedAt, 'never') },
        { title: 'Minutes from the portal', isFigure: true, cell: skewOf },
        { title: 'Users', isFigure: true, cell: ({ totals: sums }) => known(sums?.users) },
        { title: 'Devices', isFigure: true, cell: ({ totals: sums }) => known(sums?.devices) },
        { title: 'Protected items', isFigure: true, cell: ({ totals: sums }) => known(sums?.protectedItems) },
        {
          title: 'Storage',
          isFigure: true,
          cell: ({ totals: sums }) => (sums === null ? absent('unknown') : bytes(sums.storageBytes)),
        },
      ],
    }),
    html`<h3>Portal and report</h3>`,
    facts([
      ...(reportId === null ? [] : [['Report', code(reportId)] as const]),
      ['Snapshot', badge(...PORTAL_STATE[portal.state])],
      ['Pulled at', instant(portal.pulledAt, 'never')],
      ['Snapshot id', code(portal.snapshotId)],
      ['Content hash', code(portal.contentHash, 'not known')],
      ['Lines billed', quantity(totals.portalRows)],
      ['Rows in use', quantity(totals.serverRows)],
      ['Largest distance', html`${known(skewMinutes)} of at most ${quantity(maxSkewMinutes)} minutes`],
      ['Suspended users', settings.includeSuspended ? 'counted' : 'left out'],
      ['Daily lines', settings.projectDailyLines ? 'projected to 30 days' : 'as billed'],
    ]),
  ];
}

function serverOf({ serverKey, required }: ServerCompleteness): Markup {
  return html`${name(serverKey)}${!required && html`<span class="soft">not required</span>`}`;
}

function resultOf({ status, error, stale }: ServerCompleteness): Markup {
  return html`${badge(...SERVER_STATUS[status])}${stale && html`<span class="soft">too far from the portal</span>`}${
    error !== null && html`<span class="soft">${prose(error)}</span>`
  }`;
}

function skewOf({ skewMinutes }: ServerCompleteness): Markup {
  return known(skewMinutes);
}

function known(count: number | null | undefined): Markup {
  return count === null || count === undefined ? absent('unknown') : quantity(count);
}
