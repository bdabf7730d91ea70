import type { AccountHead, HoldRecord } from '../rows.ts';
import type { Findings } from './report.ts';
import type { Tally } from './tally.ts';

/** Checks holds against what the entries say of them. */
export class HoldCheck {
  firstTimeout: string | null = null;
  readonly #tally: Tally;
  readonly #findings: Findings;
  readonly #seen = new Set<string>();

  constructor(tally: Tally, findings: Findings) {
    this.#tally = tally;
    this.#findings = findings;
  }

  /** The ids that the entries name. */
  ids(): string[] {
    return [...this.#tally.holds.keys()].map((usageId) => usageId.slice('hold:'.length));
  }

  /** Looks at one row. */
  look(hold: HoldRecord): void {
    const { id, state, expiresAt } = hold;
    const what = `hold ${id}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    if (
      state === 'open' &&
      expiresAt !== null &&
      (this.firstTimeout === null || expiresAt < this.firstTimeout)
    )
      this.firstTimeout = expiresAt;
    const tally = this.#tally.holds.get(`hold:${id}`);
    if (tally === undefined) {
      this.#findings.add('HOLD_UNKNOWN', what, 'an entry hold.placed', 'none');
      return;
    }
    const amount = this.#findings.units(hold.amount, `${what}.amount`);
    let placed = 0n;
    for (const [index, slice] of hold.slices.entries())
      placed += this.#findings.units(slice.amount, `${what}.slices[${index}].amount`);
    this.#findings.same('HOLD_DIFFERS', `${what}.seq`, tally.firstSeq, hold.seq);
    this.#findings.same('HOLD_DIFFERS', `${what}.slices`, tally.placed, placed);
    if (state !== 'expired') this.#findings.same('HOLD_DIFFERS', `${what}.amount`, placed, amount);
    this.#findings.same('HOLD_DIFFERS', `${what}.state`, state === 'open' ? placed : 0n, tally.held);
  }

  /** Reports holds that are not there, and a timer of the head that would ring too late. Comes last. */
  finish({ nextTimeout }: AccountHead): void {
    for (const id of this.ids()) {
      if (!this.#seen.has(id)) this.#findings.add('HOLD_MISSING', `hold ${id}`, 'a row', 'none');
    }
    compareTimer('nextTimeout', this.firstTimeout, nextTimeout, this.#findings);
  }
}

/** A timer must ring not later than the first thing that is due. */
export function compareTimer(
  member: 'nextTimeout' | 'nextExpiry',
  due: string | null,
  timer: string | null,
  findings: Findings,
): void {
  if (due === null || (timer !== null && timer <= due)) return;
  findings.add('HEAD_DIFFERS', `head.${member}`, `not later than ${due}`, timer);
}
