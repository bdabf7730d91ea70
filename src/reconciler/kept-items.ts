import type { Finding } from './finding.ts';
import type { ItemFigures } from './report.ts';
import type { Sink } from './sink.ts';

/** Keeps all items and findings, in the order in which they are made. */
export class KeptItems implements Sink {
  readonly items: ItemFigures[] = [];
  readonly allFindings: Finding[] = [];

  item(figures: ItemFigures, findings: readonly Finding[]): void {
    this.items.push(figures);
    if (findings.length > 0) this.findings(findings);
  }

  findings(findings: readonly Finding[]): void {
    for (const finding of findings) this.allFindings.push(finding);
  }
}
