import type { Exact } from './exact.ts';
import type { GraceVerdict } from './options.ts';

/** What is odd about lines of one key, line by line, as it goes into findings. */
export interface LineNotes {
  /** Lines that print another account than the device's. */
  readonly mismatches: { readonly rowId: string; readonly account: string | null }[];
  /** Lines that were not read as a whole, in words. */
  readonly issues: { readonly rowId: string; readonly text: string }[];
  /** Lines that print a quantity of 0 or less and are billed all the same. */
  readonly zeros: { readonly rowId: string; readonly printed: Exact }[];
  /** What is said of lines for which nothing runs. */
  readonly verdicts: {
    readonly rowId: string;
    readonly verdict: GraceVerdict;
    readonly amount: Exact | null;
  }[];
}
