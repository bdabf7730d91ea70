import { formatMoney, oneLine, printCreditPosition } from 'reseller-sdk/reports';
import { dashboardHtml } from 'reseller-sdk/reports/html';
import { type ExitCode, OK } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { completenessText } from '../steps/combined-days.ts';
import { dashboardInput } from '../steps/dashboard-input.ts';
import { overdueData } from '../steps/overdue.ts';
import { type Overview, overviewOf } from '../steps/overview.ts';
import { writeWhole } from '../write-whole.ts';
import type { Options } from './options.ts';

const TO_DO: Readonly<Record<keyof Overview['checklist'], string>> = {
  creditRecorded: 'record the credit: import-purchases, record-pack or open-balance',
  usageCollected: 'collect the usage: collect-usage',
  portalPulled: 'pull the portal: portal-pull',
  chargesBooked: 'book the charges: portal-pull',
  reportSaved: 'save a comparison: reconcile --save',
};

function isKey(name: string): name is keyof typeof TO_DO {
  return Object.hasOwn(TO_DO, name);
}

function portalLine({ portal, currency }: Overview): string {
  if (portal === null) return 'no snapshot';
  const { rowCount, totalAmount, pulledAt, ageHours } = portal;
  return `${rowCount} services, ${formatMoney(totalAmount, currency)}, ${ageHours} hours old (${pulledAt})`;
}

function usageLine({ usage }: Overview): string {
  if (usage === null) return 'nothing collected';
  const { users, devices } = usage.totals;
  return `${usage.day}: ${users} users, ${devices} devices, ${completenessText(usage)}`;
}

function claimsLine({ claims, currency }: Overview): string {
  if (claims === null) return 'nothing to audit';
  const { cases, claimed, doubtful } = claims;
  return `${formatMoney(claimed, currency)} in ${cases}; in doubt ${formatMoney(doubtful, currency)}`;
}

/** The overview as lines of text. */
function overviewText(overview: Overview): string {
  const { alerts, credit, lastReport, data, jobs, overdue, checklist } = overview;
  const bar = credit.bonusPercent === null ? [] : [`                bonus ${credit.bonusPercent} % of it`];
  const charged =
    data.charges === 0 ? 'none' : `${data.charges}, ${data.firstChargeDay} to ${data.lastChargeDay}`;
  const open = Object.entries(checklist).flatMap(([name, done]) =>
    done || !isKey(name) ? [] : [TO_DO[name]],
  );
  const [first = '', ...rest] = printCreditPosition(credit);
  return [
    `As of:          ${overview.generatedAt}`,
    ...alerts.map((alert) => `Attention:      ${alert}`),
    ...[first, ...bar, ...rest],
    `Portal:         ${portalLine(overview)}`,
    `Usage:          ${usageLine(overview)}`,
    `Last compared:  ${lastReport === null ? 'never saved' : `${lastReport.status} (${lastReport.savedAt})`}`,
    `Charges:        ${charged}`,
    `Claims:         ${claimsLine(overview)}`,
    `Kept:           ${data.snapshots} snapshots, ${data.lots} lots`,
    ...jobs.map(({ job, state, startedAt }) => oneLine(`Job:            ${job} ${state} (${startedAt})`)),
    ...overdue.map(({ name, at, note }) => oneLine(`Overdue:        ${name} ${note} (${at})`)),
    ...open.map((text) => `To do:          ${text}`),
  ].join('\n');
}

/** The dashboard in a format; what goes to a file is a page unless data is asked for. */
async function render(desk: Desk, { format, out }: Options): Promise<string> {
  const overdue = await overdueData(desk);
  const input = await dashboardInput(desk, overdue);
  if (format === 'html' || (format === 'text' && out !== undefined)) {
    return dashboardHtml(input, { currency: desk.currency, generatedAt: desk.clock.now() }).trimEnd();
  }
  const overview = await overviewOf(desk, input, overdue);
  return format === 'json' ? JSON.stringify(overview, null, 2) : overviewText(overview);
}

/** Where everything stands, on stdout or in a file. Exit 0. */
export async function dashboard(desk: Desk, options: Options): Promise<ExitCode> {
  const text = await render(desk, options);
  const { out } = options;
  if (out === undefined) desk.output.print(text);
  else {
    writeWhole(out, text);
    desk.output.log(`wrote ${out}`);
  }
  return OK;
}
