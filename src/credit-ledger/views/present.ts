import type { Day, InstantInput } from '../../core/time.ts';
import { Intake } from '../plan/intake.ts';
import type { AccountHead } from '../rows.ts';

/**
 * The instant for which rows as they stand now are shown: the latest effective one on record, or the one that was
 * asked for if that is later. Empty on an empty account.
 *
 * @throws InvalidInputError
 */
export function presentOf(
  { account, lastEffectiveAt }: AccountHead,
  asOf: InstantInput | Day | undefined,
): string {
  const latest = lastEffectiveAt ?? '';
  if (asOf === undefined) return latest;
  const intake = new Intake(account);
  const { at } = intake.moment(asOf, 'asOf');
  intake.finish('asOf');
  if (at < latest) return latest;
  return at;
}
