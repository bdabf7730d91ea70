import type { Links, Verdict } from './finding.ts';

/** Verdict on a charge past billed-through. */
export type LateVerdict = Extract<Verdict, 'confirmed' | 'probable' | 'review'>;

/** How evidence is weighed. */
export type Grader = (links: Links) => LateVerdict;

/**
 * The verdict on a charge past billed-through: `confirmed` if every link is observed, `probable` if some are inferred,
 * `review` if one is missing. Source: billing-audit design 7.
 */
export function grade({ debit, identity, stop, rhythm }: Links): LateVerdict {
  const grades = [debit, identity, stop, rhythm];
  if (grades.includes('missing')) return 'review';
  return grades.includes('inferred') ? 'probable' : 'confirmed';
}
