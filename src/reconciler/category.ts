import type { CompiledRule } from './compile-rules.ts';
import { Exact, ExactColumn, type ExactReader } from './exact.ts';
import type { Finding, FindingCode } from './finding.ts';
import { OnlyPrice } from './only-price.ts';
import type { PortalNumbers } from './portal-numbers.ts';
import { type Line, MONTH, type Price } from './price.ts';
import type { ItemAmounts } from './report.ts';
import { newTotals } from './totals.ts';

/** The texts of a category's rows, column by column. */
export interface CategoryColumns {
  readonly server: ExactColumn;
  readonly quantity: ExactColumn;
  readonly printed: ExactColumn;
  readonly unitCost: ExactColumn;
  readonly amount: ExactColumn;
}

/** A category of the report and what was seen of it while the rows came in. */
export class Category {
  readonly rule: CompiledRule;
  /** Place of its cells in an entry; of no use where nothing is compared. */
  readonly number: number;
  readonly columns: CategoryColumns;
  /** The category that the row after its last one was of. */
  follower: Category | undefined;
  serverRows = 0;
  portalRows = 0;
  readonly portalTypes = new Set<string>();
  readonly totals = newTotals();
  readonly findingCounts = new Map<FindingCode, number>();
  /** The one price of all its lines, as far as it was asked for. */
  readonly sharedPrice = new OnlyPrice();
  readonly #projectDailyLines: boolean;
  #lastType: string | undefined;
  #lastPrice: Price | undefined;
  #lastAmounts: ItemAmounts | undefined;

  constructor(rule: CompiledRule, number: number, projectDailyLines: boolean, numbers: ExactReader) {
    this.rule = rule;
    this.number = number;
    this.#projectDailyLines = projectDailyLines;
    this.columns = {
      server: new ExactColumn(numbers),
      quantity: new ExactColumn(numbers),
      printed: new ExactColumn(numbers),
      unitCost: new ExactColumn(numbers),
      amount: new ExactColumn(numbers),
    };
  }

  get isCompared(): boolean {
    return this.rule.informational === null;
  }

  /** A figure as this category compares it. */
  figure(sum: Exact): Exact {
    if (this.rule.compare === 'quantity') return sum;
    return sum.isPositive ? Exact.ONE : Exact.ZERO;
  }

  /** Counts a portal row of a type. */
  countPortalRow(type: string): void {
    this.portalRows += 1;
    if (type === this.#lastType) return;
    this.#lastType = type;
    this.portalTypes.add(type);
  }

  /** A portal row as this category counts it. */
  line(
    rowId: string,
    cycleDays: number | null,
    { quantity, printed, unitCost, amount }: PortalNumbers,
  ): Line {
    const projected = this.#projectDailyLines && cycleDays === 1;
    return {
      rowId,
      quantity: quantity === null ? null : this.figure(quantity),
      printed,
      amount: projected && amount !== null ? amount.times(MONTH) : amount,
      unitCost: unitCost === null ? null : this.#monthly(unitCost, cycleDays),
    };
  }

  /** Amounts of an item that costs just what is expected. Items that follow each other often share them. */
  evenAmounts({ text }: Exact): ItemAmounts {
    if (this.#lastAmounts?.billed !== text) {
      this.#lastAmounts = { billed: text, expected: text, impact: '0' };
    }
    return this.#lastAmounts;
  }

  count(findings: readonly Finding[]): void {
    for (const { code } of findings) this.findingCounts.set(code, (this.findingCounts.get(code) ?? 0) + 1);
  }

  /** Unit cost is a monthly price, also on a daily line, which then costs a thirtieth. */
  #monthly(money: Exact, cycleDays: number | null): Price {
    const per = cycleDays === 1 && !this.#projectDailyLines ? MONTH : Exact.ONE;
    const last = this.#lastPrice;
    if (last !== undefined && last.money === money && last.per === per) return last;
    this.#lastPrice = { money, per };
    return this.#lastPrice;
  }
}
