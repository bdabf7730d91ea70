import { COLUMNS, type Movement, noMovement } from '../movement.ts';
import { LOT_KINDS } from '../policy/order.ts';
import type { LedgerPeriod } from '../rows.ts';
import type { Findings } from './report.ts';
import type { Tally } from './tally.ts';

/** Checks the figures of days and months against the entries (invariant 4). */
export class PeriodCheck {
  readonly #tally: Tally;
  readonly #findings: Findings;
  readonly #seen = new Set<string>();

  constructor(tally: Tally, findings: Findings) {
    this.#tally = tally;
    this.#findings = findings;
  }

  /** Looks at one row. A row of which nothing counts any more holds zeros. */
  look(row: LedgerPeriod): void {
    const what = `period ${row.period}`;
    this.#seen.add(row.period);
    const expected = this.#tally.periods.get(row.period) ?? noMovement();
    const same = (member: string, told: bigint, text: string) =>
      this.#findings.same(
        'PERIOD_DIFFERS',
        `${what}.${member}`,
        told,
        this.#findings.units(text, `${what}.${member}`),
      );
    for (const column of COLUMNS) same(column, expected[column], row[column]);
    for (const kind of LOT_KINDS) {
      same(`remaining.${kind}`, expected.remaining[kind], row.remaining[kind]);
      same(`consumed.${kind}`, expected.consumed[kind], row.consumed[kind]);
    }
    same('held', expected.held, row.held);
    same('debt', expected.debt, row.debt);
  }

  /** Reports periods that are not there. Comes after all rows. */
  finish(): void {
    for (const [period, movement] of this.#tally.periods) {
      if (this.#seen.has(period) || isNothing(movement)) continue;
      this.#findings.add('PERIOD_MISSING', `period ${period}`, 'a row', 'none');
    }
  }
}

function isNothing(movement: Movement): boolean {
  const { remaining, held, debt } = movement;
  const columns = COLUMNS.map((column) => movement[column]);
  const kinds = LOT_KINDS.map((kind) => remaining[kind]);
  return [...columns, ...kinds, held, debt].every((units) => units === 0n);
}
