import type { Finding } from './finding.ts';
import type { ItemFigures } from './report.ts';
import type { Sink } from './sink.ts';

/** Keeps all items and findings. */
export class KeptItems implements Sink {
  readonly #byCategory: ItemFigures[][] = [];
  readonly allFindings: Finding[] = [];

  /** By category, in the order in which they were made. */
  get items(): ItemFigures[] {
    return this.#byCategory.flat();
  }

  item(figures: ItemFigures, findings: readonly Finding[], category: number): void {
    let list = this.#byCategory[category];
    if (list === undefined) {
      list = [];
      this.#byCategory[category] = list;
    }
    list.push(figures);
    if (findings.length > 0) this.findings(findings);
  }

  findings(findings: readonly Finding[]): void {
    for (const finding of findings) this.allFindings.push(finding);
  }
}
