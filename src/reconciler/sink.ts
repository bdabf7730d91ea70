import type { Finding } from './finding.ts';
import type { ItemFigures } from './report.ts';

/** Takes items and findings as they are made. */
export interface Sink {
  /** @param category number of the item's category */
  item(figures: ItemFigures, findings: readonly Finding[], category: number): void;
  /** Findings that are about no item. */
  findings(findings: readonly Finding[]): void;
}
