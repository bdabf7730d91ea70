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
  /** By number of the category. */
  readonly #lists: ItemFigures[][];
  readonly #findings: Finding[] = [];

  /** @param categories how many there are */
  constructor(categories: number) {
    this.#lists = Array.from({ length: categories }, () => []);
  }

  item(figures: ItemFigures, findings: readonly Finding[], category: number): void {
    this.#lists[category]?.push(figures);
    if (findings.length > 0) this.findings(findings);
  }

  findings(findings: readonly Finding[]): void {
    for (const finding of findings) this.#findings.push(finding);
  }

  /** By category, in the order in which they came in. */
  contents(): Contents {
    const [first = [], ...others] = this.#lists;
    return { items: first.concat(...others), findings: this.#findings };
  }

  /** By category, account and device, in whatever order they came in. */
  sortedContents(): Contents {
    for (const list of this.#lists) list.sort(compareEntries);
    return this.contents();
  }
}
