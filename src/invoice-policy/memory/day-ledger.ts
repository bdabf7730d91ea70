import type { DayClaim, DayLedger, DayRow } from '../ports/day-ledger.ts';

/** A day ledger in memory, for tests and for programs that end with their work. */
export class InMemoryDayLedger implements DayLedger {
  readonly #services = new Map<string, Map<string, DayRow>>();
  /** Few at any time, so that listing them does not walk through the days of years. */
  readonly #claimed = new Set<DayRow>();

  async claim(claim: DayClaim): Promise<boolean> {
    const row = this.#rowOf(claim);
    if (row !== undefined && row.state !== 'released') return false;
    this.#put(claim, 'claimed', null);
    return true;
  }

  async markIssued(claim: DayClaim, invoiceId: string): Promise<void> {
    this.#put(claim, 'issued', invoiceId);
  }

  async release(claim: DayClaim): Promise<void> {
    if (this.isHeld(claim)) this.#put(claim, 'released', null);
  }

  async listForService(serviceId: string, from: string): Promise<readonly DayRow[]> {
    const rows = [...(this.#services.get(serviceId)?.values() ?? [])];
    return rows.filter(({ day, state }) => day >= from || state === 'claimed');
  }

  listClaimed(): readonly DayRow[] {
    return [...this.#claimed];
  }

  /** Whether a row is claimed by the run of `claim`. */
  isHeld(claim: DayClaim): boolean {
    const row = this.#rowOf(claim);
    return row?.state === 'claimed' && row.runId === claim.runId;
  }

  #rowOf({ serviceId, day, seq }: DayClaim): DayRow | undefined {
    return this.#services.get(serviceId)?.get(`${day}:${seq}`);
  }

  #put({ serviceId, day, seq, runId }: DayClaim, state: DayRow['state'], invoiceId: string | null): void {
    const rows = this.#services.get(serviceId) ?? new Map<string, DayRow>();
    this.#services.set(serviceId, rows);
    const before = rows.get(`${day}:${seq}`);
    if (before !== undefined) this.#claimed.delete(before);
    const row: DayRow = Object.freeze({ serviceId, day, seq, runId, state, invoiceId });
    rows.set(`${day}:${seq}`, row);
    if (state === 'claimed') this.#claimed.add(row);
  }
}
