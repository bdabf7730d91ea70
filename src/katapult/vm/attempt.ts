import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { askBuild } from './ask.ts';
import type { VmRefusal, VmRequestCommand } from './command.ts';
import type { VmStepContext } from './input.ts';
import { held, move, type Outcome, refuse } from './outcome.ts';
import { newVmRecord, type VmRecord, type VmState } from './record.ts';
import { nowText, polled } from './timing.ts';

type Order = Pick<VmRecord, 'organizationId' | 'hostname' | 'request'>;
type Lost = Pick<VmRecord, 'earlierRequestIds' | 'unknownSince'>;

/** A new request id and everything of the old attempt cleared, except what is named (contract, command table). */
function newAttempt(record: VmRecord, order: Order, lost: Partial<Lost>, context: VmStepContext): Outcome {
  const { organizationId, hostname, request } = order;
  const { earlierRequestIds = [], unknownSince = null } = lost;
  const next: VmRecord = {
    ...newVmRecord(record.serviceId),
    organizationId,
    hostname,
    request,
    earlierRequestIds,
    unknownSince,
    version: record.version,
    attempt: record.attempt + 1,
    state: 'requesting',
    requestId: context.newRequestId,
    requestedAt: nowText(context),
  };
  return move(polled(next, context), askBuild(next));
}

function checked(order: Pick<VmRequestCommand, 'organizationId' | 'hostname'>): void {
  const issues: Issue[] = [];
  if (order.organizationId === '') issues.push({ path: 'organizationId', message: 'must not be empty' });
  if (order.hostname === '') issues.push({ path: 'hostname', message: 'must not be empty' });
  if (issues.length > 0) throw new InvalidInputError('The request of a machine', issues);
}

const REQUEST_REFUSALS: Partial<Record<VmState, VmRefusal>> = {
  requesting: 'in_progress',
  building: 'in_progress',
  built: 'already_built',
  failed: 'failed_needs_retry',
  terminating: 'terminating',
  trashed: 'terminating',
  purging: 'terminating',
};

/** The command `request`. */
export function request(record: VmRecord, command: VmRequestCommand, context: VmStepContext): Outcome {
  const refusal = REQUEST_REFUSALS[record.state];
  if (refusal !== undefined) return refuse(record, refusal);
  const { organizationId, request } = command;
  const hostname = record.hostname ?? command.hostname;
  checked({ organizationId, hostname });
  return newAttempt(record, { organizationId, hostname, request }, {}, context);
}

/**
 * A new attempt while the machine of the old one may still turn up: the look-ups of the new attempt also know the
 * old request (contract D16).
 */
export function replaceLost(record: VmRecord, context: VmStepContext): Outcome {
  const lost: Lost = {
    earlierRequestIds: [...record.earlierRequestIds, held(record, 'requestId')],
    unknownSince: record.unknownSince ?? held(record, 'requestedAt'),
  };
  return newAttempt(record, record, lost, context);
}

/** The command `retry`. What earlier attempts lost stays named (contract 12.11). */
export function retry(record: VmRecord, context: VmStepContext): Outcome {
  if (record.state === 'requesting') {
    const lost = record.unknownAt !== null && record.refusedAt === null;
    return lost ? replaceLost(record, context) : refuse(record, 'not_retryable');
  }
  if (record.state !== 'failed') return refuse(record, 'not_retryable');
  if (record.vmId !== null) return refuse(record, 'vm_left');
  return newAttempt(record, record, record, context);
}
