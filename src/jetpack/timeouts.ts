import { checkLimits } from '../core/http/limits.ts';
import type { TimeoutClass } from './operation.ts';
import type { JetpackOptions } from './options.ts';

/** Milliseconds of an attempt by class (contract 10). */
const TIMEOUTS: Readonly<Record<TimeoutClass, number>> = {
  token: 30_000,
  provision: 60_000,
  cancel: 60_000,
  default: 30_000,
};

/** How long attempts may take. @throws ConfigError for what is no positive number of milliseconds */
export function timeoutsOf(timeout: JetpackOptions['timeout']): Readonly<Record<TimeoutClass, number>> {
  if (typeof timeout !== 'object' && timeout !== undefined) {
    checkLimits({ timeout });
    return { token: timeout, provision: timeout, cancel: timeout, default: timeout };
  }
  const { token, provision, cancel, default: rest } = timeout ?? {};
  checkLimits({
    'timeout.token': token,
    'timeout.provision': provision,
    'timeout.cancel': cancel,
    'timeout.default': rest,
  });
  return {
    token: token ?? TIMEOUTS.token,
    provision: provision ?? TIMEOUTS.provision,
    cancel: cancel ?? TIMEOUTS.cancel,
    default: rest ?? TIMEOUTS.default,
  };
}
