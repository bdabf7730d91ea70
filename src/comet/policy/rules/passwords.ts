import type { Issue } from '../../../core/errors/input.ts';
import { memberOf } from '../json.ts';
import { MODES } from '../names.ts';
import { type DraftFacts, isOn, numberOf, placeOf } from './facts.ts';

/** R1, R2 and R16. */
export function passwordRefusals(facts: DraftFacts): Issue[] {
  const { user } = facts;
  const isLocked = isOn(facts, 'PreventChangeAccountPassword');
  const issues: Issue[] = [];
  if (isLocked && memberOf(user, 'ModeRequireUserResetPassword') === MODES.alwaysOn) {
    issues.push({
      path: placeOf('ModeRequireUserResetPassword'),
      message: 'users must change a password that they may not change',
      code: 'RESET_REQUIRED_BUT_PREVENTED',
    });
  }
  if (isLocked && memberOf(user, 'ModeAdminResetPassword') === MODES.alwaysOff) {
    issues.push({
      path: placeOf('ModeAdminResetPassword'),
      message: 'neither users nor administrators could ever change the password',
      code: 'PASSWORD_NEVER_CHANGEABLE',
    });
  }
  return [...issues, ...retryRefusals(facts)];
}

function retryRefusals({ user }: DraftFacts): Issue[] {
  if (memberOf(user, 'ModeScheduleLastJobFailDoRetry') !== MODES.alwaysOff) return [];
  return ['ModeLastJobFailDoRetryTime', 'ModeLastJobFailDoRetryCount']
    .filter((field) => numberOf(user, field) !== 0)
    .map((field) => ({
      path: placeOf(field),
      message: 'is given although failed jobs are never run again',
      code: 'RETRY_IGNORED',
    }));
}
