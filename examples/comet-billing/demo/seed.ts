import type { Clock } from 'reseller-sdk';
import { FakeCometPortal, FakeCometServer, type ReportRow } from 'reseller-sdk/testing';
import { acme, beta, exampleServices } from './example-a.ts';
import { healthyBase } from './healthy-base.ts';

/** Debits of four January days; the fourth brings a credit. */
function debit(day: string, item: string, amount: string): ReportRow {
  return {
    'Date Added': `${day} Jan 2025`,
    Item: item,
    'Sub-Items': '',
    'Tenant ID': '-',
    'Account Name': 'acme',
    'Device ID': '-',
    'Amount Used': amount,
    'Packs Used': amount.startsWith('-') ? '' : '10,000 Dollars',
  };
}

const billingHistory: readonly ReportRow[] = [
  debit('16', 'Advanced Plan ($2/device)', '$100.00'),
  debit('16', 'Booster - Microsoft 365', '$50.50'),
  debit('17', 'Advanced Plan ($2/device)', '$200.00'),
  debit('18', 'Advanced Plan ($2/device)', '-$25.00'),
  debit('18', 'Booster - VMware', '$10.00'),
];

/** The vendor's world of the demo: two servers, and the portal that bills for both. */
export interface World {
  readonly servers: Readonly<Record<string, FakeCometServer>>;
  readonly portal: FakeCometPortal;
}

/** A fresh world at the time of the clock. */
export function seedWorld(clock: Clock): World {
  const base = healthyBase(200);
  const half = base.length / 2;
  const profiles = base.map(({ profile }) => profile);
  return {
    servers: {
      cometbackup: new FakeCometServer({ clock, users: [acme, ...profiles.slice(0, half)] }),
      obc: new FakeCometServer({ clock, users: [beta, ...profiles.slice(half)] }),
    },
    portal: new FakeCometPortal({
      clock,
      billingHistory,
      activeServices: [...exampleServices, ...base.flatMap(({ services }) => services)],
    }),
  };
}
