import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { ConfigError } from 'reseller-sdk';
import { formatMoney, oneLine, printCreditPosition } from 'reseller-sdk/reports';
import { type ExitCode, OK } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { completenessText } from '../steps/combined-days.ts';
import { type DashboardModel, dashboardModel } from '../steps/dashboard.ts';
import type { Options } from './options.ts';

const TO_DO: Readonly<Record<keyof DashboardModel['checklist'], string>> = {
  creditRecorded: 'record the credit: import-purchases, record-pack or open-balance',
  usageCollected: 'collect the usage: collect-usage',
  portalPulled: 'pull the portal: portal-pull',
  chargesBooked: 'book the charges: portal-pull',
  reportSaved: 'save a comparison: reconcile --save',
};

function isKey(name: string): name is keyof typeof TO_DO {
  return Object.hasOwn(TO_DO, name);
}

function portalLine({ portal, currency }: DashboardModel): string {
  if (portal === null) return 'no snapshot';
  const { rowCount, totalAmount, pulledAt, ageHours } = portal;
  return `${rowCount} services, ${formatMoney(totalAmount, currency)}, ${ageHours} hours old (${pulledAt})`;
}

function usageLine({ usage }: DashboardModel): string {
  if (usage === null) return 'nothing collected';
  const { users, devices } = usage.totals;
  return `${usage.day}: ${users} users, ${devices} devices, ${completenessText(usage)}`;
}

/** The overview as lines of text. */
function dashboardText(model: DashboardModel): string {
  const { credit, lastReport, data, jobs, checklist } = model;
  const bar = credit.bonusPercent === null ? [] : [`                bonus ${credit.bonusPercent} % of it`];
  const charged =
    data.charges === 0 ? 'none' : `${data.charges}, ${data.firstChargeDay} to ${data.lastChargeDay}`;
  const open = Object.entries(checklist).flatMap(([name, done]) =>
    done || !isKey(name) ? [] : [TO_DO[name]],
  );
  const [first = '', ...rest] = printCreditPosition(credit);
  return [
    `As of:          ${model.generatedAt}`,
    ...[first, ...bar, ...rest],
    `Portal:         ${portalLine(model)}`,
    `Usage:          ${usageLine(model)}`,
    `Last compared:  ${lastReport === null ? 'never saved' : `${lastReport.status} (${lastReport.savedAt})`}`,
    `Charges:        ${charged}`,
    `Kept:           ${data.snapshots} snapshots, ${data.lots} lots`,
    ...jobs.map(({ job, state, startedAt }) => oneLine(`Job:            ${job} ${state} (${startedAt})`)),
    ...open.map((text) => `To do:          ${text}`),
  ].join('\n');
}

/** Writes a file whole or not at all. @throws ConfigError that names it */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${text}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The file ${file} cannot be written: ${why}`, { cause: error });
  }
}

/** Where everything stands, on stdout or in a file. Exit 0. */
export async function dashboard(desk: Desk, { json, out }: Options): Promise<ExitCode> {
  const model = await dashboardModel(desk);
  const text = json ? JSON.stringify(model, null, 2) : dashboardText(model);
  if (out === undefined) desk.output.print(text);
  else {
    writeWhole(out, text);
    desk.output.log(`wrote ${out}`);
  }
  return OK;
}
