import type { ScaledAmount } from '../core/amount.ts';
import type { Coverage } from './coverage.ts';
import { VERDICTS, type Verdict } from './finding.ts';
import { Total } from './money.ts';

/** A number of charges and their amounts, as exact decimal text; net is gross less credited. */
export interface Sum {
  readonly count: number;
  readonly gross: string;
  readonly credited: string;
  readonly net: string;
}

/** Sums by verdict; all verdicts are there. */
export type VerdictSums = Readonly<Record<Verdict, Sum>>;

/** What an audit went through, and what it found. Source: billing-audit design 4. */
export interface AuditTotals {
  /** Lines of the window: judged, credits among them, and unreadable. */
  readonly scanned: number;
  /** Credits that were read, also from past the window. */
  readonly credits: number;
  /** Lines without a calendar day, a decimal amount or the texts of a charge. They count nowhere else. */
  readonly unreadable: number;
  readonly byVerdict: VerdictSums;
  /** Categories that occur, in code-unit order. */
  readonly byCategory: Readonly<Record<string, VerdictSums>>;
  /** Credits with something left: what they were, what findings drew, what is left. */
  readonly unusedCredits: Sum;
  /** How complete the evidence is; it never lowers a finding. Null if nothing was passed to tell. */
  readonly coverage: Coverage | null;
}

class Bucket {
  count = 0;
  readonly #gross = new Total();
  readonly #credited = new Total();
  readonly #net = new Total();

  add(gross: ScaledAmount, credited: ScaledAmount, net: ScaledAmount): void {
    this.count += 1;
    this.#gross.add(gross);
    this.#credited.add(credited);
    this.#net.add(net);
  }

  toSum(): Sum {
    const { count } = this;
    return {
      count,
      gross: this.#gross.toString(),
      credited: this.#credited.toString(),
      net: this.#net.toString(),
    };
  }
}

class Buckets {
  readonly #byVerdict = new Map<Verdict, Bucket>(VERDICTS.map((verdict) => [verdict, new Bucket()]));

  of(verdict: Verdict): Bucket | undefined {
    return this.#byVerdict.get(verdict);
  }

  toSums(): VerdictSums {
    const sum = (verdict: Verdict): Sum => (this.#byVerdict.get(verdict) ?? new Bucket()).toSum();
    return {
      ok_live: sum('ok_live'),
      ok_within: sum('ok_within'),
      confirmed: sum('confirmed'),
      probable: sum('probable'),
      reversed: sum('reversed'),
      duplicate: sum('duplicate'),
      review: sum('review'),
      not_assessable: sum('not_assessable'),
    };
  }
}

/** Running totals of an audit. */
export class TotalsBuilder {
  scanned = 0;
  unreadable = 0;
  readonly #all = new Buckets();
  readonly #byCategory = new Map<string, Buckets>();

  add(
    verdict: Verdict,
    category: string,
    gross: ScaledAmount,
    credited: ScaledAmount,
    net: ScaledAmount,
  ): void {
    this.#all.of(verdict)?.add(gross, credited, net);
    let buckets = this.#byCategory.get(category);
    if (buckets === undefined) {
      buckets = new Buckets();
      this.#byCategory.set(category, buckets);
    }
    buckets.of(verdict)?.add(gross, credited, net);
  }

  finish(credits: number, unusedCredits: Sum, coverage: Coverage | null): AuditTotals {
    const categories = [...this.#byCategory].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      scanned: this.scanned,
      credits,
      unreadable: this.unreadable,
      byVerdict: this.#all.toSums(),
      byCategory: Object.fromEntries(categories.map(([category, buckets]) => [category, buckets.toSums()])),
      unusedCredits,
      coverage,
    };
  }
}
