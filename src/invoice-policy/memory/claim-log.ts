import type { ClaimedPeriod } from '../ports/account-source.ts';
import type { ClaimLog, ClaimOutcome, IssueIntent, NewClaim, OpenClaim } from '../ports/claim-log.ts';

/** A claim log in memory, for tests and for programs that end with their work. Closed claims are kept. */
export class InMemoryClaimLog implements ClaimLog {
  readonly #open = new Map<string, OpenClaim>();
  readonly #closed = new Map<string, OpenClaim & { readonly outcome: ClaimOutcome }>();

  async open({ id, accountId, day, runId }: NewClaim): Promise<void> {
    if (this.#open.has(id) || this.#closed.has(id)) throw new Error(`claim ${id} is on record already`);
    this.#open.set(id, { id, accountId, day, runId, periods: null, issue: null });
  }

  async attachPeriods(id: string, periods: readonly ClaimedPeriod[]): Promise<void> {
    const claim = this.#open.get(id);
    if (claim !== undefined) this.#open.set(id, { ...claim, periods: structuredClone(periods) });
  }

  async attachIssue(id: string, issue: IssueIntent): Promise<void> {
    const claim = this.#open.get(id);
    if (claim !== undefined) this.#open.set(id, { ...claim, issue: { ...issue } });
  }

  async close(id: string, outcome: ClaimOutcome): Promise<boolean> {
    const claim = this.#open.get(id);
    if (claim === undefined) return false;
    this.#open.delete(id);
    this.#closed.set(id, { ...claim, outcome });
    return true;
  }

  listOpen(): readonly OpenClaim[] {
    return [...this.#open.values()];
  }

  /** The claims that were closed, in that order, and how. */
  listClosed(): readonly (OpenClaim & { readonly outcome: ClaimOutcome })[] {
    return [...this.#closed.values()];
  }
}
