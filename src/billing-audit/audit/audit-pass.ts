import { ChargeReader, type ReadCharge } from '../charge-reader.ts';
import type { Coverage } from '../coverage.ts';
import type { CreditPool, Draw } from '../credits.ts';
import type { DayNumber } from '../days.ts';
import { mostUnits, type Repeat, RepeatWatch } from '../duplicates.ts';
import type { Verdict } from '../finding.ts';
import type { Evidence } from '../judge/evidence.ts';
import { judgeCharge } from '../judge/judge-charge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Outcome } from '../judge/write-finding.ts';
import type { KnownService } from '../lifecycle/life-book.ts';
import { compareMoney, minus, ZERO } from '../money.ts';
import type { Charge } from '../records.ts';
import { isAssumed } from '../rhythm/choose-rhythm.ts';
import { RecentDays } from '../rhythm/spacing.ts';
import { type AuditTotals, TotalsBuilder } from '../totals.ts';
import type { DaySpan } from '../window.ts';

const NO_DRAW: Draw = { credited: ZERO, creditIds: [], byAccountOnly: false };

/** Whether a charge may follow another one: by day, and on one day by id. */
function isInOrder(before: ReadCharge | undefined, { day, charge }: ReadCharge): boolean {
  return before === undefined || day > before.day || (day === before.day && charge.id > before.charge.id);
}

/** One pass over charges in order of day and id. What it remembers grows with the services alone. */
export class AuditPass {
  readonly #evidence: Evidence;
  readonly #credits: CreditPool;
  readonly #window: DaySpan;
  readonly #reader = new ChargeReader();
  readonly #repeats: RepeatWatch;
  readonly #recent: RecentDays;
  readonly #totals = new TotalsBuilder();
  #before: ReadCharge | undefined;

  constructor(evidence: Evidence, credits: CreditPool, window: DaySpan) {
    this.#evidence = evidence;
    this.#credits = credits;
    this.#window = window;
    this.#repeats = new RepeatWatch(evidence.policy);
    this.#recent = new RecentDays(evidence.policy.spacing);
  }

  /**
   * Takes the next charge in. Undefined for a credit, for a line that cannot be read, and for one before the window,
   * which is only there to be repeated.
   *
   * @param onDisorder called for a charge that comes before its turn, or twice
   */
  take(charge: Charge, onDisorder: (charge: Charge) => never): Outcome | undefined {
    const read = this.#reader.read(charge);
    if (read === undefined) {
      this.#totals.scanned += 1;
      this.#totals.unreadable += 1;
      return undefined;
    }
    const { from, to } = this.#window;
    if (read.day > to || read.day < from - this.#evidence.policy.runInDays) return undefined;
    if (!isInOrder(this.#before, read)) onDisorder(charge);
    this.#before = read;
    if (read.day >= from) this.#totals.scanned += 1;
    if (read.amount.units < 0n) return undefined;
    const judgement = judgeCharge(read, this.#evidence, {
      isDaily: (known) => this.#isDaily(known, read.day),
    });
    const repeat = this.#watch(judgement);
    return read.day < from ? undefined : this.#settle(judgement, repeat);
  }

  finish(coverage: Coverage | null): AuditTotals {
    return this.#totals.finish(this.#credits.count, this.#credits.unused(), coverage);
  }

  #watch(judgement: Judgement): Repeat | null {
    const { read, known, rhythm, links } = judgement;
    if (known === null || rhythm === null) return null;
    this.#note(known, read.day);
    const listed = rhythm.isNear ? (rhythm.listing?.quantity ?? null) : null;
    const isPerUnit = this.#evidence.perUnit.has(read.charge.category);
    const units = isPerUnit
      ? mostUnits(listed, known.history.unitsOn(known.service.category, read.day))
      : null;
    // To tell a repeat takes the length of a cycle alone; the days on which it is due may be unknown.
    const grade = isAssumed(rhythm) ? 'missing' : 'observed';
    const { cycleDays } = rhythm;
    return this.#repeats.watch(known.key, read, { cycleDays, grade, identity: links.identity, units });
  }

  /** Charges that came too late draw on credits; a repeat that did not is a repeat. */
  #settle(judgement: Judgement, repeat: Repeat | null): Outcome {
    const { read, known, isLate } = judgement;
    const { amount, day, charge } = read;
    const draw = isLate && known !== null ? this.#credits.draw(known, day, amount) : NO_DRAW;
    const isReversed = amount.units > 0n && compareMoney(draw.credited, amount) === 0;
    const alone: Verdict = isReversed ? 'reversed' : judgement.verdict;
    const verdict = repeat === null || isLate ? alone : repeat.verdict;
    this.#totals.add(verdict, charge.category, amount, draw.credited, minus(amount, draw.credited));
    return { judgement, repeat, draw, verdict };
  }

  #isDaily(known: KnownService, day: DayNumber): boolean {
    this.#note(known, day);
    return this.#recent.areDaily(this.#spacingKey(known));
  }

  #note(known: KnownService, day: DayNumber): void {
    this.#recent.add(this.#spacingKey(known), day);
  }

  #spacingKey({ key, service }: KnownService): string {
    return this.#evidence.policy.spacing.sameServiceOnly
      ? key
      : key.slice(0, key.length - service.category.length);
  }
}
