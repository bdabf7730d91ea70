import type { Issue } from '../../../core/errors/input.ts';
import { allowListRefusals } from './allow-lists.ts';
import { emailRefusals } from './emails.ts';
import type { DraftFacts } from './facts.ts';
import { itemRefusals } from './items.ts';
import { passwordRefusals } from './passwords.ts';
import { retentionRefusals } from './retention.ts';
import { scheduleRefusals } from './schedules.ts';
import { versionRefusals } from './versions.ts';

/** Everything that makes a draft contradict itself (R1 to R17; unknown names, R6, are refused by the options). */
export function refusals(facts: DraftFacts): Issue[] {
  return [
    passwordRefusals,
    allowListRefusals,
    retentionRefusals,
    itemRefusals,
    scheduleRefusals,
    emailRefusals,
    versionRefusals,
  ].flatMap((rule) => rule(facts));
}
