/**
 * Eight days of an invented reseller. On the fourth a host is revoked; the portal goes on charging its guests, and
 * gives one charge back. On the sixth a server does not answer.
 */

import type { Clock } from 'reseller-sdk';
import { FakeCometServer, fakeProfile, type ReportRow } from 'reseller-sdk/testing';
import { service } from './example-a.ts';

const DAY_MS = 86_400_000;
const REGISTERED = Date.UTC(2025, 0, 5, 9) / 1000;

/** A device id of the vendor's form. */
function deviceId(prefix: string): string {
  return prefix.padEnd(40, '0e7');
}

const [FILES, MAIL, HOST] = [deviceId('f11e50'), deviceId('3a1100'), deviceId('b057aa')];

function registered(...ids: readonly string[]) {
  return Object.fromEntries(
    ids.map((id) => [id, { FriendlyName: id.slice(0, 6), RegistrationTime: REGISTERED }]),
  );
}

/** A source whose last job ran in the evening before. */
function source(engine: string, device: string, evening: Date, counts: Readonly<Record<string, number>>) {
  const StartTime = Math.floor((evening.getTime() - 4 * 3_600_000) / 1000);
  const job = { StartTime, EndTime: StartTime + 60, Status: 5000, ...counts };
  return {
    Engine: `engine1/${engine}`,
    OwnerDevice: device,
    Statistics: { LastBackupJob: job, LastSuccessfulBackupJob: job },
  };
}

/** What {@link eventToAuditFact} reads of the stream: the host is revoked on 11 January in the afternoon. */
export const revocation = {
  Type: 4701,
  Actor: 'admin',
  ResourceID: HOST,
  Timestamp: Date.UTC(2025, 0, 11, 15) / 1000,
  Data: { Username: 'beta' },
};

/** The servers as they are at the time of the clock. */
export function serversAt(clock: Clock): Readonly<Record<'cometbackup' | 'obc', FakeCometServer>> {
  const now = clock.now();
  const isRevoked = now.getTime() / 1000 > revocation.Timestamp;
  const acme = fakeProfile({ Username: 'acme', Devices: registered(FILES) });
  const beta = fakeProfile({
    Username: 'beta',
    Devices: registered(...(isRevoked ? [] : [HOST])),
    Sources: isRevoked ? {} : { guests: source('hyperv', HOST, now, { TotalVmCount: 2 }) },
  });
  const gamma = fakeProfile({
    Username: 'gamma',
    Devices: registered(MAIL),
    Sources: { mail: source('winmsofficemail', MAIL, now, { TotalAccountsCount: 9 }) },
  });
  return {
    cometbackup: new FakeCometServer({ clock, users: [acme] }),
    obc: new FakeCometServer({ clock, users: [beta, gamma] }),
  };
}

/** What the portal lists; three days after the revocation the host is gone there too. */
export function servicesAt(clock: Clock): ReportRow[] {
  const at = (account: string, device: string) => `Account ${account} - Device ${device.slice(0, 6)}`;
  const device = (account: string, id: string) =>
    service('device', `${at(account, id)}PlanAdvanced Plan ($2/device)`, 1, '2.00', '$2.00');
  const guests = `${at('beta', HOST)} - Booster (Microsoft Hyper-V) Guest Count 2`;
  const mailboxes = `${at('gamma', MAIL)} - Booster (Microsoft 365) Protected Accounts 9`;
  const isListed = clock.now().getTime() < Date.UTC(2025, 0, 14, 12);
  return [
    device('acme', FILES),
    device('gamma', MAIL),
    service('booster', mailboxes, 9, '9.00', '$1.00'),
    ...(isListed ? [device('beta', HOST), service('booster', guests, 2, '0.20', '$3.00', 1)] : []),
  ];
}

function charge(day: Date, account: string, device: string, item: string, amount: string): ReportRow {
  const isCredit = amount.startsWith('-');
  return {
    'Date Added': day.toISOString().slice(0, 10),
    Item: item,
    'Sub-Items': '',
    'Tenant ID': '-',
    'Account Name': account,
    'Device ID': device,
    'Amount Used': isCredit ? `-$${amount.slice(1)}` : `$${amount}`,
    'Packs Used': isCredit ? '' : '10,000 Dollars',
  };
}

function chargesOf(day: Date): ReportRow[] {
  const date = day.getUTCDate();
  const guest = (amount: string) => charge(day, 'beta', HOST, 'Booster - Microsoft Hyper-V', amount);
  return [
    ...(date === 7 ? [charge(day, 'acme', FILES, 'Device - acme', '2.00')] : []),
    ...(date === 8 ? [charge(day, 'gamma', MAIL, 'Booster - Microsoft 365', '9.00')] : []),
    ...(date < 14 ? [guest('0.10'), guest('0.10')] : []),
    ...(date === 14 ? [guest('-0.10')] : []),
  ];
}

/** The charges of all days before the one of the clock. */
export function historyAt(clock: Clock): ReportRow[] {
  const rows: ReportRow[] = [];
  const today = clock.now().getTime();
  for (let at = Date.UTC(2025, 0, 7); at + DAY_MS <= today; at += DAY_MS)
    rows.push(...chargesOf(new Date(at)));
  return rows;
}

/** The export of the purchases. */
export const PURCHASES = `Date,Type,Item,Credit Amount,Cost
1/6/25,Customer Purchase,"10,000 Dollars","$11,000.00","$10,000.00"
1/9/25,Customer Purchase,500 Dollars,$500.00,$500.00
`;
