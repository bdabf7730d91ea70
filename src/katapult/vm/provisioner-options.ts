import type { Sleep } from '../../core/sleep.ts';
import type { Clock } from '../../core/time.ts';
import type { Caller } from '../operation.ts';
import type { RenderSpec } from './perform/tools.ts';
import type { VmPolicyOptions } from './policy.ts';
import type { VmRepository } from './repository.ts';
import type { VmSecretBox } from './secret-keeper.ts';

/** What a `VmProvisioner` works with. */
export interface VmProvisionerOptions {
  /** A `KatapultClient` or `KatapultConnection`. Its token needs the scopes of contract 2.5. */
  readonly katapult: Caller;
  /** Where the records live. `InMemoryVmRepository` loses them with the process. */
  readonly repository: VmRepository;
  /** Seals root passwords and secret template options before they are stored. */
  readonly secretBox: VmSecretBox;
  /** Times and rules; what is left out has its default. */
  readonly policy?: VmPolicyOptions | undefined;
  /** First part of the annotation `<namespace>.request` on each machine. Never change it. Default `reseller-sdk`. */
  readonly namespace?: string | undefined;
  /** Longest time of one attempt to post a build, in milliseconds; `graceMs` must be longer. Default 60000. */
  readonly buildTimeoutMs?: number | undefined;
  /** Makes XML of build specs: `renderBuildSpec` of `reseller-sdk/katapult/build-spec`. Default: specs are refused. */
  readonly renderSpec?: RenderSpec | undefined;
  /** Default: the clock of the machine. */
  readonly clock?: Clock | undefined;
  /** From 0 up to 1; spreads polls and makes up host names. Default: the random numbers of WebCrypto. */
  readonly random?: (() => number) | undefined;
  /** Names a build request; never the same twice. Default: `crypto.randomUUID`. */
  readonly newRequestId?: (() => string) | undefined;
  /** Waits between looks at a task. Default: the timers of the platform. */
  readonly sleep?: Sleep | undefined;
}
