import type { ReadCharge } from '../charge-reader.ts';
import type { Code } from '../codes.ts';
import type { DayNumber } from '../days.ts';
import type { Links, Verdict } from '../finding.ts';
import type { LifeSpan } from '../lifecycle/device-life.ts';
import type { KnownService } from '../lifecycle/life-book.ts';
import type { RhythmOnDay } from '../rhythm/rhythm-book.ts';

/** What is said of a charge by itself, before repeats and credits, in numbers. */
export interface Judgement {
  readonly read: ReadCharge;
  readonly known: KnownService | null;
  readonly verdict: Verdict;
  readonly codes: Code[];
  readonly links: Links;
  readonly billedThrough: DayNumber | null;
  readonly span: LifeSpan | null;
  readonly rhythm: RhythmOnDay | null;
  /** Charged past billed-through, so that credits pay for it. */
  readonly isLate: boolean;
}
