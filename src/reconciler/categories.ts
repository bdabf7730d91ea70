import { Category } from './category.ts';
import { type CompiledRule, ruleOfUnknown } from './compile-rules.ts';
import { compareText } from './order.ts';

/** The categories by id. One that no rule describes is opened when its first row arrives. */
export class Categories {
  readonly #byId = new Map<string, Category>();
  readonly #ruled: number;
  readonly #projectDailyLines: boolean;
  /** Those that are compared, in the order of the rules; they are numbered from 0. */
  readonly compared: readonly Category[];

  constructor(rules: readonly CompiledRule[], projectDailyLines: boolean) {
    this.#projectDailyLines = projectDailyLines;
    const compared: Category[] = [];
    for (const rule of rules) {
      const category = this.#open(rule, compared.length);
      if (category.isCompared) compared.push(category);
    }
    this.compared = compared;
    this.#ruled = rules.length;
  }

  of(id: string): Category {
    return this.#byId.get(id) ?? this.#open(ruleOfUnknown(id), -1);
  }

  /** In the order of the rules; those without a rule follow, by id. */
  inOrder(): Category[] {
    const all = [...this.#byId.values()];
    const unruled = all.slice(this.#ruled).sort((a, b) => compareText(a.rule.id, b.rule.id));
    return [...all.slice(0, this.#ruled), ...unruled];
  }

  #open(rule: CompiledRule, number: number): Category {
    const category = new Category(rule, number, this.#projectDailyLines);
    this.#byId.set(rule.id, category);
    return category;
  }
}
