import type { Charge, Fact, PlanLine } from 'reseller-sdk/billing-audit';

/** A charge of 2.50 for the devices of acme, with what differs. */
export function charge(id: string, day: string, other: Partial<Charge> = {}): Charge {
  return {
    id,
    day,
    postedAt: null,
    account: 'acme',
    deviceRef: 'aaaaaa',
    category: 'vms',
    text: 'guest',
    quantity: null,
    unitPrice: null,
    amount: '2.50',
    packText: '10,000 Dollars',
    packDebits: null,
    origin: 'history',
    ...other,
  };
}

/** A daily plan line of the same service. */
export function planLine(observedAt: string, other: Partial<PlanLine> = {}): PlanLine {
  return {
    observedAt,
    account: 'acme',
    deviceRef: 'aaaaaa',
    category: 'vms',
    text: 'guest',
    cycleDays: 1,
    nextDue: null,
    quantity: null,
    unitPrice: null,
    amount: null,
    ...other,
  };
}

/** Its device, registered long ago and revoked on 6 July. */
export const REVOKED: readonly Fact[] = [
  { kind: 'registered', account: 'acme', device: 'aaaaaa1111', at: '2026-01-01T00:00:00Z' },
  { kind: 'revoked', account: 'acme', device: 'aaaaaa1111', at: '2026-07-06T12:00:00Z' },
];

export const JULY = { from: '2026-07-01', to: '2026-07-31' };
