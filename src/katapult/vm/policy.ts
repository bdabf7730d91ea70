import { ConfigError } from '../../core/errors/input.ts';

/** What may be argued about in the life of a machine. Times in milliseconds. */
export interface VmPolicy {
  /** How long after a request a machine may still turn up before its outcome is unknown. Default 120 s. */
  readonly graceMs: number;
  /** After how long a build is late. Default 900 s. */
  readonly lateAfterMs: number;
  /** Whether a machine without an initial root password is not ready. Default true. */
  readonly requirePassword: boolean;
  /** Whether a machine is stopped before it is deleted. Default true. */
  readonly stopFirst: boolean;
  /** Whether a request whose outcome is unknown is sent once more, under a new request id. Default false. */
  readonly autoRetry: boolean;
  /** How long a suspended machine may take to shut down before it is stopped hard; null: never. Default null. */
  readonly stopAfterMs: number | null;
}

/** The defaults of `VmPolicy`. */
export const defaultVmPolicy: VmPolicy = Object.freeze({
  graceMs: 120_000,
  lateAfterMs: 900_000,
  requirePassword: true,
  stopFirst: true,
  autoRetry: false,
  stopAfterMs: null,
});

/** Options of a policy: what is left out has its default. */
export type VmPolicyOptions = { readonly [Key in keyof VmPolicy]?: VmPolicy[Key] | undefined };

const TIMES = ['graceMs', 'lateAfterMs', 'stopAfterMs'] as const;

function refuseTimes(policy: VmPolicy): void {
  for (const name of TIMES) {
    const time = policy[name];
    if (time !== null && !(Number.isSafeInteger(time) && time > 0)) {
      throw new ConfigError(`${name} is ${time}. Give a whole number of milliseconds above 0`);
    }
  }
}

/**
 * A whole policy from options.
 *
 * @param buildTimeoutMs how long the build POST itself may take: as long as it is under way, its machine is not lost
 * @throws ConfigError for a time that is no positive whole number, and for a `graceMs` that the build may outlast
 */
export function vmPolicy(options: VmPolicyOptions = {}, buildTimeoutMs = 60_000): VmPolicy {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const policy: VmPolicy = Object.freeze({ ...defaultVmPolicy, ...Object.fromEntries(given) });
  refuseTimes(policy);
  if (policy.graceMs <= buildTimeoutMs) {
    throw new ConfigError(
      `graceMs is ${policy.graceMs} but a build may take ${buildTimeoutMs} ms to be answered. Make graceMs longer`,
    );
  }
  return policy;
}
