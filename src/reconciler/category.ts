import type { CompiledRule } from './compile-rules.ts';
import { Exact } from './exact.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { PortalRow } from './input.ts';
import { OnlyPrice } from './only-price.ts';
import { type Line, MONTH, type Price } from './price.ts';
import type { PortalNumbers } from './row-reader.ts';
import { newTotals } from './totals.ts';

/** A category of the report and what was seen of it while the rows came in. */
export class Category {
  readonly rule: CompiledRule;
  /** Place of its cells in an entry; of no use where nothing is compared. */
  readonly number: number;
  serverRows = 0;
  portalRows = 0;
  readonly portalTypes = new Set<string>();
  readonly totals = newTotals();
  readonly findingCounts = new Map<FindingCode, number>();
  /** The one price of all its lines, as far as it was asked for. */
  readonly sharedPrice = new OnlyPrice();
  readonly #projectDailyLines: boolean;

  constructor(rule: CompiledRule, number: number, projectDailyLines: boolean) {
    this.rule = rule;
    this.number = number;
    this.#projectDailyLines = projectDailyLines;
  }

  get isCompared(): boolean {
    return this.rule.informational === null;
  }

  /** A figure as this category compares it. */
  figure(sum: Exact): Exact {
    if (this.rule.compare === 'quantity') return sum;
    return sum.isPositive ? Exact.ONE : Exact.ZERO;
  }

  /** A portal row as this category counts it. */
  line({ rowId, cycleDays }: PortalRow, { quantity, amount, unitCost }: PortalNumbers): Line {
    const projected = this.#projectDailyLines && cycleDays === 1;
    return {
      rowId,
      quantity: quantity === null ? null : this.figure(quantity),
      amount: projected && amount !== null ? amount.times(MONTH) : amount,
      unitCost: unitCost === null ? null : this.#monthly(unitCost, cycleDays),
    };
  }

  count(findings: readonly Finding[]): void {
    for (const { code } of findings) this.findingCounts.set(code, (this.findingCounts.get(code) ?? 0) + 1);
  }

  /** Unit cost is a monthly price, also on a daily line, which then costs a thirtieth. */
  #monthly(money: Exact, cycleDays: number | null): Price {
    return { money, per: cycleDays === 1 && !this.#projectDailyLines ? MONTH : Exact.ONE };
  }
}
