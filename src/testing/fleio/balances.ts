import type { FleioClientRow } from './entities.ts';
import { compare, negated, sum } from './money.ts';
import type { FleioState } from './state.ts';

/** A balance as Fleio last worked it out. */
interface Balance {
  readonly uptodateCredit: string;
  /** Since when it is below zero. */
  readonly outOfCreditAt: Date | null;
}

/** The credit of a client minus all usage that is not settled, at this moment. */
export function uptodateCredit(state: FleioState, { id, credit }: FleioClientRow): string {
  return sum(credit, negated(openUsage(state, id)));
}

/** What the cycles that run have cost so far. */
export function runningUsage(state: FleioState, client: number): string {
  const own = [...state.services.values()].filter((service) => service.client === client);
  return sum(...own.map(({ usage }) => usage));
}

function openUsage(state: FleioState, client: number): string {
  const open = [...state.periods.values()].filter(
    ({ service, status }) => status !== 'paid' && state.services.get(service)?.client === client,
  );
  return sum(runningUsage(state, client), ...open.map(({ price }) => price));
}

/** The limit that fits a client's agreement (contract 10.4); null where none is known. */
export function effectiveCreditLimit({ limits, has_billing_agreement }: FleioClientRow): string | null {
  return has_billing_agreement ? limits.withAgreement : limits.withoutAgreement;
}

/** The balances that Fleio shows: those of its own periodic task, which may lag (contract 8.8). */
export class Balances {
  readonly #every: number;
  readonly #shown = new Map<number, Balance>();
  #tick = Number.NaN;

  /** @param every milliseconds between two runs of the task; 0: balances are never behind */
  constructor(every: number) {
    this.#every = every;
  }

  /** Runs the task if its time has come. */
  refresh(state: FleioState, now: Date): void {
    // NaN is never the tick of before, so that a balance without delay is worked out each time.
    const tick = this.#every === 0 ? Number.NaN : Math.floor(now.getTime() / this.#every);
    if (tick === this.#tick) return;
    this.#tick = tick;
    for (const client of state.clients.values()) this.#work(state, client, now);
  }

  /** What is shown of a client; a new one is worked out at once. */
  of(state: FleioState, client: FleioClientRow, now: Date): Balance {
    return this.#shown.get(client.id) ?? this.#work(state, client, now);
  }

  #work(state: FleioState, client: FleioClientRow, now: Date): Balance {
    const credit = uptodateCredit(state, client);
    const since = this.#shown.get(client.id)?.outOfCreditAt ?? now;
    const balance = { uptodateCredit: credit, outOfCreditAt: compare(credit, '0') < 0 ? since : null };
    this.#shown.set(client.id, balance);
    return balance;
  }
}
