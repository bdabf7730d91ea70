import type { Finding } from './finding.ts';
import { compareEntries } from './order.ts';
import type { ItemFigures } from './report.ts';
import type { Sink } from './sink.ts';

/** What a report lists. */
export interface Contents {
  readonly items: readonly ItemFigures[];
  readonly findings: readonly Finding[];
}

/** Keeps all items and findings. */
export class KeptItems implements Sink {
  readonly #byCategory = new Map<number, ItemFigures[]>();
  readonly #findings: Finding[] = [];

  item(figures: ItemFigures, findings: readonly Finding[], category: number): void {
    const list = this.#byCategory.get(category);
    if (list === undefined) this.#byCategory.set(category, [figures]);
    else list.push(figures);
    if (findings.length > 0) this.findings(findings);
  }

  findings(findings: readonly Finding[]): void {
    for (const finding of findings) this.#findings.push(finding);
  }

  /** By category, in the order in which they came in. */
  contents(): Contents {
    const lists = [...this.#byCategory].sort(([a], [b]) => a - b).map(([, list]) => list);
    return { items: lists.flat(), findings: this.#findings };
  }

  /** By category, account and device, in whatever order they came in. */
  sortedContents(): Contents {
    for (const list of this.#byCategory.values()) list.sort(compareEntries);
    return this.contents();
  }
}
