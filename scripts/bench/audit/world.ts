import type { AuditSources, Charge, Fact, PlanLine } from '../../../src/billing-audit/index.ts';
import { addDays, type Day, daysBetween, parseDay } from '../../../src/core/time.ts';

/** Services of every world, so that only the number of days differs. */
export const SERVICES = 5000;
const START = parseDay('2026-01-01');
const SNAPSHOT_EVERY = 4;

const device = (service: number): string =>
  `${(service * 2_654_435_761).toString(16).padStart(12, '0')}${service}`;
const account = (service: number): string => `account-${service % 500}`;

/** The window of so many charges, one a day for each service. */
export function windowOf(charges: number): { readonly from: Day; readonly to: Day } {
  return { from: START, to: addDays(START, charges / SERVICES - 1) };
}

function* facts(): Generator<Fact> {
  for (let service = 0; service < SERVICES; service += 1) {
    yield {
      kind: 'registered',
      account: account(service),
      device: device(service),
      at: '2025-06-01T00:00:00Z',
    };
  }
  // One in ten is revoked before the window, and charged on all the same.
  for (let service = 0; service < SERVICES; service += 10) {
    yield { kind: 'revoked', account: account(service), device: device(service), at: '2025-12-30T12:00:00Z' };
  }
}

function* lines(from: Day, to: Day): Generator<PlanLine> {
  for (let day = from; day <= to; day = addDays(day, SNAPSHOT_EVERY)) {
    const observedAt = `${day}T06:00:00Z`;
    for (let service = 0; service < SERVICES; service += 1) {
      yield {
        observedAt,
        account: account(service),
        deviceRef: device(service).slice(0, 12),
        category: 'vms',
        text: 'guest',
        cycleDays: 1,
        nextDue: null,
        quantity: '1',
        unitPrice: null,
        amount: '0.10',
      };
    }
  }
}

/** Charges as a store reads them: none is kept. */
export function* charges(from: Day, to: Day): Generator<Charge> {
  for (let offset = 0; offset <= daysBetween(from, to); offset += 1) {
    const day = addDays(from, offset);
    for (let service = 0; service < SERVICES; service += 1) {
      yield {
        id: `${day}-${String(service).padStart(6, '0')}`,
        day,
        postedAt: null,
        account: account(service),
        deviceRef: device(service).slice(0, 12),
        category: 'vms',
        text: 'guest',
        quantity: '1',
        unitPrice: null,
        amount: '0.10',
        packText: '10,000 Dollars',
        packDebits: null,
        origin: 'history',
      };
    }
  }
}

/** Sources of the world; `onCharge` sees the number of each charge before the audit does. */
export function sourcesOf(
  window: ReturnType<typeof windowOf>,
  onCharge: (index: number) => void,
): AuditSources {
  return {
    charges: {
      *charges() {
        let index = 0;
        for (const charge of charges(window.from, window.to)) {
          onCharge(index);
          index += 1;
          yield charge;
        }
      },
      credits: () => [],
    },
    plans: { lines: () => lines(window.from, window.to) },
    facts: { facts },
  };
}
