import type { ActiveService } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import { categoryOf } from './categorise.ts';
import type { CometCategory } from './category.ts';
import type { Classification } from './classify.ts';
import { COUNT_ROWS, countedQuantity } from './counted-quantity.ts';
import { DecimalSum } from './decimal-sum.ts';

/** What a category bills. */
export interface CategoryTotal {
  /** Counted units, as decimal text. */
  readonly count: string;
  /** Sum of the amounts, as a plain decimal. */
  readonly amount: string;
  readonly rows: number;
}

/** A row that the totals could not take in full. */
export interface SummaryIssue {
  readonly code: 'AMOUNT_MISSING' | 'QUANTITY_UNREADABLE' | 'UNKNOWN_TYPE';
  /** Position of the row in the answer, from 0. */
  readonly row: number;
}

/**
 * Totals of active services. Amounts of daily and monthly lines are added as they are, so the sums are what
 * one charge of each line costs, not a month (AS5).
 */
export interface ServiceSummary {
  readonly rawRows: number;
  /** One entry for each category of the list, in its order, then those that the list leaves out. */
  readonly categories: Readonly<Record<string, CategoryTotal>>;
  /** Types that nobody knows, sorted. */
  readonly unknownTypes: readonly string[];
  /** Booster labels that no category claims, sorted. */
  readonly unknownBoosters: readonly string[];
  /** Sum without the category `unknown`, as the vendor's own totals have it. */
  readonly totalAmount: string;
  /** Sum of everything. */
  readonly grandTotal: string;
  readonly issues: readonly SummaryIssue[];
}

/** The running totals of one category. */
class Bucket {
  readonly count = new DecimalSum();
  readonly amount = new DecimalSum();
  rows = 0;

  get total(): CategoryTotal {
    return { count: this.count.toString(), amount: this.amount.toString(), rows: this.rows };
  }
}

/** The running totals of a report. */
class Summary {
  readonly #issues: SummaryIssue[] = [];
  readonly #unknownTypes = new Set<string>();
  readonly #unknownBoosters = new Set<string>();
  readonly #categories: ReadonlyMap<string, CometCategory>;
  readonly #buckets: Map<string, Bucket>;
  readonly #total = new DecimalSum();
  readonly #grandTotal = new DecimalSum();
  #rows = 0;

  constructor(categories: readonly CometCategory[]) {
    this.#categories = new Map(categories.map((category) => [category.id, category]));
    this.#buckets = new Map(categories.map(({ id }) => [id, new Bucket()]));
  }

  add(service: ActiveService, { categoryId, issue }: Classification): void {
    this.#rows += 1;
    if (issue !== null) {
      this.#issues.push({ code: issue, row: service.index });
      this.#unknownTypes.add(service.type ?? '');
    }
    if (categoryId === 'other_boosters') {
      this.#unknownBoosters.add(service.name?.boosterLabel ?? service.service ?? '');
    }
    const bucket = this.#bucketOf(categoryId);
    const category = this.#categories.get(categoryId);
    bucket.rows += 1;
    const count = countedQuantity(service, category?.portal ?? COUNT_ROWS);
    if (count === null) this.#issues.push({ code: 'QUANTITY_UNREADABLE', row: service.index });
    else bucket.count.add(count);
    this.#addAmount(service, bucket, category?.informational?.excludeFromTotal === true);
  }

  result(): ServiceSummary {
    return {
      rawRows: this.#rows,
      categories: Object.fromEntries([...this.#buckets].map(([id, bucket]) => [id, bucket.total])),
      unknownTypes: [...this.#unknownTypes].sort(),
      unknownBoosters: [...this.#unknownBoosters].sort(),
      totalAmount: this.#total.toString(),
      grandTotal: this.#grandTotal.toString(),
      issues: this.#issues,
    };
  }

  #bucketOf(categoryId: string): Bucket {
    const known = this.#buckets.get(categoryId);
    if (known !== undefined) return known;
    const bucket = new Bucket();
    this.#buckets.set(categoryId, bucket);
    return bucket;
  }

  #addAmount({ amount, index }: ActiveService, bucket: Bucket, excluded: boolean): void {
    if (amount === null) {
      this.#issues.push({ code: 'AMOUNT_MISSING', row: index });
      return;
    }
    bucket.amount.add(amount);
    this.#grandTotal.add(amount);
    if (!excluded) this.#total.add(amount);
  }
}

/**
 * Adds up active services by category. A row whose amount is missing or unreadable adds nothing and an issue.
 *
 * Source: rules AS6 and AS7.
 */
export function summariseActiveServices(
  services: Iterable<ActiveService>,
  categories: readonly CometCategory[] = cometCategories,
): ServiceSummary {
  const summary = new Summary(categories);
  for (const service of services) summary.add(service, categoryOf(service, categories));
  return summary.result();
}
