import type { Issue } from '../../core/errors/input.ts';
import type { LifeBook } from '../lifecycle/life-book.ts';
import { type AuditPolicyInput, completePolicy } from '../policy.ts';
import type { PlanLine } from '../records.ts';
import type { Listing } from './listing.ts';
import { PlanLineReader, refusePlanLines } from './plan-line-reader.ts';
import type { RhythmBook } from './rhythm-book.ts';
import { RhythmFolder } from './rhythm-folder.ts';

/**
 * Works out how each service was listed over time. Lines may come in any order; those of one service in one snapshot
 * are added up. Lines that name no device of `lives` are counted in `unresolved`.
 *
 * Source: billing-audit 4.5, design 10.
 * @throws InvalidInputError with every line that cannot be read
 */
export function foldRhythm(
  lines: Iterable<PlanLine>,
  lives: LifeBook,
  policy?: AuditPolicyInput,
): RhythmBook {
  const folder = new RhythmFolder(lives, completePolicy(policy));
  const reader = new PlanLineReader();
  const issues: Issue[] = [];
  const listings: Listing[] = [];
  let index = 0;
  for (const line of lines) {
    const listing = reader.read(line, `lines[${index}]`, issues);
    if (listing !== undefined) listings.push(listing);
    index += 1;
  }
  refusePlanLines(issues);
  for (const listing of listings.sort((a, b) => a.at - b.at)) folder.add(listing);
  return folder.finish();
}
