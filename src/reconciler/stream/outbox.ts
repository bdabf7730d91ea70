import type { Finding } from '../finding.ts';
import type { Contents, KeptItems } from '../kept-items.ts';
import type { ItemFigures } from '../report.ts';
import type { Sink } from '../sink.ts';
import type { ItemVariance } from './stream-input.ts';

/** Holds what is to be handed out next, and keeps all of it if the report shall list it. */
export class Outbox implements Sink {
  #waiting: ItemVariance[] = [];
  readonly #kept: KeptItems | null;

  /** @param kept null: nothing is kept */
  constructor(kept: KeptItems | null) {
    this.#kept = kept;
  }

  item(item: ItemFigures, findings: readonly Finding[], category: number): void {
    this.#waiting.push({ item, findings });
    this.#kept?.item(item, findings, category);
  }

  findings(findings: readonly Finding[]): void {
    if (findings.length === 0) return;
    this.#waiting.push({ item: null, findings });
    this.#kept?.findings(findings);
  }

  /** What came since the last call. */
  take(): readonly ItemVariance[] {
    const taken = this.#waiting;
    if (taken.length > 0) this.#waiting = [];
    return taken;
  }

  /** Null if nothing was kept. */
  contents(): Contents | null {
    return this.#kept?.sortedContents() ?? null;
  }
}
