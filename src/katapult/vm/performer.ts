import { ConfigError } from '../../core/errors/input.ts';
import type { Clock } from '../../core/time.ts';
import type { CallOptions } from '../operation.ts';
import type { VmAnswer } from './answer.ts';
import type { VmEffect } from './effect.ts';
import { perform } from './perform/perform.ts';
import type { PerformTools } from './perform/tools.ts';
import type { VmPolicy } from './policy.ts';
import type { VmProvisionerOptions } from './provisioner-options.ts';
import type { VmRecord } from './record.ts';
import type { SecretKeeper } from './secret-keeper.ts';

const NAMESPACE = 'reseller-sdk';
/** What a machine takes to show up after its build was posted, and some more (contract 7.4). */
const SHOWS_UP_MS = 30_000;

/** What performing needs besides the options of the provisioner. */
export interface PerformerParts {
  readonly clock: Clock;
  readonly policy: VmPolicy;
  readonly secrets: SecretKeeper;
  readonly buildTimeoutMs: number;
}

/** Performs effects for records: with their sealed secrets opened, and new secrets sealed. */
export function performerOf(
  { katapult, repository, renderSpec, namespace = NAMESPACE }: VmProvisionerOptions,
  { clock, policy, secrets, buildTimeoutMs }: PerformerParts,
): (effect: VmEffect, record: VmRecord) => Promise<VmAnswer> {
  if (namespace === '') throw new ConfigError('namespace is empty. It begins the name of an annotation');
  const longestBuildMs = Math.max(buildTimeoutMs, policy.graceMs - SHOWS_UP_MS);
  const shared: Pick<PerformTools, 'caller' | 'annotationKey' | 'renderSpec' | 'ownerOf'> = {
    caller: katapult,
    annotationKey: `${namespace}.request`,
    renderSpec,
    ownerOf: async (vmId) => (await repository.findByVmId(vmId))?.serviceId ?? null,
  };
  /** A build that is still on its way when its grace ends could be given up, and then be made after all. */
  const limitsOf = ({ requestedAt }: VmRecord): CallOptions | null => {
    const age = requestedAt === null ? 0 : clock.now().getTime() - Date.parse(requestedAt);
    const deadline = longestBuildMs - Math.max(age, 0);
    return deadline > 0 ? { timeout: buildTimeoutMs, deadline } : null;
  };
  return (effect, record) => {
    const { serviceId, terminate } = record;
    return perform(effect, {
      ...shared,
      buildLimits: () => limitsOf(record),
      openOptions: (options) => secrets.openOptions(serviceId, options),
      seal: terminate === null ? (password) => secrets.sealPassword(serviceId, password) : null,
    });
  };
}
