import type { VmSeen } from './answer.ts';
import type { VmGetEffect } from './effect.ts';
import type { VmEventBody } from './event.ts';
import { ownFailure } from './failure.ts';
import type { VmStepContext } from './input.ts';
import { move, type Outcome } from './outcome.ts';
import type { VmRecord } from './record.ts';
import { ageMs, nowText, polled } from './timing.ts';

/** States from which a machine never comes back by itself (contract 6.1). */
const DEAD: ReadonlySet<string> = new Set(['failed', 'orphaned']);

/** The first IPv4 address, else the first (contract D24). */
function primaryIpOf(ips: readonly string[]): string | null {
  return ips.find((ip) => !ip.includes(':')) ?? ips[0] ?? null;
}

function withSeen(record: VmRecord, seen: VmSeen): VmRecord {
  return {
    ...record,
    hostname: seen.hostname || record.hostname,
    fqdn: seen.fqdn ?? record.fqdn,
    ips: [...seen.ips],
    primaryIp: primaryIpOf(seen.ips),
    rootPassword: seen.sealed ?? record.rootPassword,
  };
}

function built(record: VmRecord, vmId: string, context: VmStepContext): Outcome {
  const { hostname, fqdn, ips, primaryIp } = record;
  const event: VmEventBody = { type: 'vm.built', vmId, hostname, fqdn, ips, primaryIp, username: 'root' };
  const next: VmRecord = {
    ...record,
    state: 'built',
    builtAt: nowText(context),
    failure: null,
    nextPollAt: null,
  };
  return move(next, null, [event]);
}

/** The end of an attempt that built nothing usable (contract D20). */
export function buildFailed(record: VmRecord, message: string, context: VmStepContext): Outcome {
  const failure = ownFailure('build_failed', message, context);
  const { buildId, vmId } = record;
  const event: VmEventBody = { type: 'vm.build_failed', buildId, vmId, failure };
  return move({ ...record, state: 'failed', failure, nextPollAt: null }, null, [event]);
}

/** What the machine of a build shows: ready, dead, or not yet (contract D18, D20). */
export function judgeMachine(
  record: VmRecord,
  effect: VmGetEffect,
  seen: VmSeen,
  context: VmStepContext,
): Outcome {
  if (effect.build === 'absent' && DEAD.has(seen.state)) {
    return buildFailed(record, `The machine ended in state ${seen.state.slice(0, 40)}`, context);
  }
  const next = withSeen(record, seen);
  const hasPassword = seen.hasPassword || !context.policy.requirePassword;
  if (effect.build !== null && hasPassword && seen.ips.length > 0) return built(next, effect.vmId, context);
  return move(polled(next, context));
}

/** Reports an attempt that takes too long, once (contract D19). */
export function judgeLateness(outcome: Outcome, context: VmStepContext): Outcome {
  const { record, events, effect } = outcome;
  const waits = record.state === 'requesting' || record.state === 'building';
  const late = ageMs(record.requestedAt, context) > context.policy.lateAfterMs;
  if (!waits || !late || record.timedOutAt !== null) return outcome;
  const event: VmEventBody = { type: 'vm.build_timed_out', requestedAt: record.requestedAt };
  return move({ ...record, timedOutAt: nowText(context) }, effect, [...events, event]);
}
