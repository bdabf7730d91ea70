import { Category } from './category.ts';
import { type CompiledRule, ruleOfUnknown } from './compile-rules.ts';
import type { ExactReader } from './exact.ts';
import { compareText } from './order.ts';

/** The categories by id. One that no rule describes is opened when its first row arrives. */
export class Categories {
  readonly #byId = new Map<string, Category>();
  readonly #ruled: number;
  readonly #projectDailyLines: boolean;
  readonly #numbers: ExactReader;
  /** Of the last row. */
  #last: Category | undefined;
  /** Those that are compared, in the order of the rules; they are numbered from 0. */
  readonly compared: readonly Category[];

  constructor(rules: readonly CompiledRule[], projectDailyLines: boolean, numbers: ExactReader) {
    this.#projectDailyLines = projectDailyLines;
    this.#numbers = numbers;
    const compared: Category[] = [];
    for (const rule of rules) {
      const category = this.#open(rule, compared.length);
      if (category.isCompared) compared.push(category);
    }
    this.compared = compared;
    this.#ruled = rules.length;
  }

  /** The category of the next row. Rows of a device mostly come in the order of the device before. */
  of(id: string): Category {
    const last = this.#last;
    const guess = last?.follower;
    if (guess?.rule.id === id) {
      this.#last = guess;
      return guess;
    }
    const category = this.#byId.get(id) ?? this.#open(ruleOfUnknown(id), -1);
    if (last !== undefined) last.follower = category;
    this.#last = category;
    return category;
  }

  /** In the order of the rules; those without a rule follow, by id. */
  inOrder(): Category[] {
    const all = [...this.#byId.values()];
    const unruled = all.slice(this.#ruled).sort((a, b) => compareText(a.rule.id, b.rule.id));
    return [...all.slice(0, this.#ruled), ...unruled];
  }

  #open(rule: CompiledRule, number: number): Category {
    const category = new Category(rule, number, this.#projectDailyLines, this.#numbers);
    this.#byId.set(rule.id, category);
    return category;
  }
}
