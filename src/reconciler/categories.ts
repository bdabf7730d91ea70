import { type CompiledRule, ruleOfUnknown } from './compile-rules.ts';
import type { PortalRow, ServerRow } from './input.ts';
import { compareText } from './order.ts';

/** A category of the report and what was seen of it while the rows came in. */
export interface Category {
  readonly number: number;
  readonly rule: CompiledRule;
  serverRows: number;
  portalRows: number;
  readonly portalTypes: Set<string>;
  /** Rows of a category that is not compared; empty for the others, whose rows are in the pool. */
  readonly unpooled: { readonly server: ServerRow[]; readonly portal: PortalRow[] };
}

/** The categories by id. One that no rule describes is opened when its first row arrives. */
export class Categories {
  readonly #byId = new Map<string, Category>();
  readonly #ruled: number;

  constructor(rules: readonly CompiledRule[]) {
    for (const rule of rules) this.#open(rule);
    this.#ruled = rules.length;
  }

  of(id: string): Category {
    return this.#byId.get(id) ?? this.#open(ruleOfUnknown(id));
  }

  /** In the order of the rules; those without a rule follow, by id. */
  inOrder(): Category[] {
    const all = [...this.#byId.values()];
    const unruled = all.slice(this.#ruled).sort((a, b) => compareText(a.rule.id, b.rule.id));
    return [...all.slice(0, this.#ruled), ...unruled];
  }

  #open(rule: CompiledRule): Category {
    const category: Category = {
      number: this.#byId.size,
      rule,
      serverRows: 0,
      portalRows: 0,
      portalTypes: new Set(),
      unpooled: { server: [], portal: [] },
    };
    this.#byId.set(rule.id, category);
    return category;
  }
}
