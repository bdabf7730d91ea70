import type { KatapultBackupPolicy } from './entities.ts';
import { newId, nowSeconds, type World } from './world.ts';

/** What a new policy needs. */
export interface NewPolicy {
  readonly organization: string;
  readonly target: KatapultBackupPolicy['target'];
  readonly retention: number;
  readonly schedule: KatapultBackupPolicy['schedule'];
}

/** Adds a policy. */
export function addPolicy(world: World, policy: NewPolicy): KatapultBackupPolicy {
  const id = newId(world, 'dbp');
  const added: KatapultBackupPolicy = { id, ...policy, total_size: 0, auto_move_to_trash_at: null };
  world.state.backupPolicies.set(id, added);
  return added;
}

/** A policy on the wire; its target is `{type, value}` (K16). */
export function policyView(world: World, policy: KatapultBackupPolicy): object {
  const { id, retention, total_size, schedule, target, auto_move_to_trash_at } = policy;
  const { state } = world;
  const rows = target.type === 'VirtualMachine' ? state.virtualMachines : state.disks;
  const value = { id: target.id, name: rows.get(target.id)?.name ?? '' };
  const next = { next_invocation_at: nowSeconds(world) + 3600 };
  return {
    ...{ id, retention, total_size, target: { type: target.type, value } },
    schedule: schedule === null ? null : { ...schedule, ...next },
    auto_move_to_trash_at,
  };
}
