import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultGroup, KatapultTag } from '../entities.ts';
import { page } from '../pages.ts';
import { invalid, Refusal } from '../refusal.ts';
import { findOwned, organizationOf } from '../resolve.ts';
import { withoutOwner } from '../views.ts';
import { newId, nowSeconds } from '../world.ts';

function tagOf(call: KatapultCall): KatapultTag {
  return findOwned(call, call.world.state.tags, 'tag');
}

function groupOf(call: KatapultCall): KatapultGroup {
  return findOwned(call, call.world.state.groups, 'virtual_machine_group');
}

/** A name that nothing of the kind has in the organization. @throws Refusal validation_error */
function readName(
  call: KatapultCall,
  rows: ReadonlyMap<string, KatapultTag | KatapultGroup>,
  organization: string,
  present?: KatapultTag | KatapultGroup,
): string {
  const name = call.args.set('properties').text('name') ?? present?.name ?? '';
  if (name.trim() === '') throw invalid("Name can't be blank");
  const others = [...rows.values()].filter((row) => row !== present && row.organization === organization);
  if (others.some((row) => row.name === name)) throw invalid('Name is in use');
  return name;
}

function createTag(call: KatapultCall): object {
  const { world, args } = call;
  const { id: organization } = organizationOf(call);
  const tag: KatapultTag = {
    ...{ id: newId(world, 'tag'), organization, name: readName(call, world.state.tags, organization) },
    ...{ color: args.set('properties').text('color') ?? 'teal', created_at: nowSeconds(world) },
  };
  world.state.tags.set(tag.id, tag);
  return { tag: withoutOwner(tag) };
}

function updateTag(call: KatapultCall): object {
  const tag = tagOf(call);
  tag.name = readName(call, call.world.state.tags, tag.organization, tag);
  tag.color = call.args.set('properties').text('color') ?? tag.color;
  return { tag: withoutOwner(tag) };
}

function removeTag(call: KatapultCall): object {
  const { state } = call.world;
  const tag = tagOf(call);
  state.tags.delete(tag.id);
  for (const machine of state.virtualMachines.values())
    machine.tags = machine.tags.filter((id) => id !== tag.id);
  return { tag: withoutOwner(tag) };
}

function createGroup(call: KatapultCall): object {
  const { world, args } = call;
  const { id: organization } = organizationOf(call);
  const properties = args.set('properties');
  const group: KatapultGroup = {
    ...{ id: newId(world, 'vmgrp'), organization, name: readName(call, world.state.groups, organization) },
    segregate: properties.flag('segregate') ?? false,
    auto_segregate: properties.flag('auto_segregate') ?? false,
    created_at: nowSeconds(world),
  };
  world.state.groups.set(group.id, group);
  return { virtual_machine_group: withoutOwner(group) };
}

function updateGroup(call: KatapultCall): object {
  const group = groupOf(call);
  const properties = call.args.set('properties');
  group.name = readName(call, call.world.state.groups, group.organization, group);
  group.segregate = properties.flag('segregate') ?? group.segregate;
  group.auto_segregate = properties.flag('auto_segregate') ?? group.auto_segregate;
  return { virtual_machine_group: withoutOwner(group) };
}

function removeGroup(call: KatapultCall): object {
  const { state } = call.world;
  const group = groupOf(call);
  if ([...state.virtualMachines.values()].some((machine) => machine.group === group.id)) {
    throw new Refusal('deletion_restricted', { errors: ['Group has virtual machines'] });
  }
  state.groups.delete(group.id);
  return { virtual_machine_group: withoutOwner(group) };
}

/** Tags and groups. */
export const LABEL_HANDLERS: Handlers = {
  'tags.list': (call) => {
    const { id } = organizationOf(call);
    const rows = [...call.world.state.tags.values()].filter(({ organization }) => organization === id);
    return page(
      call,
      rows.map(({ id: tag, name, color }) => ({ id: tag, name, color })),
    );
  },
  'tags.create': createTag,
  'tags.get': (call) => ({ tag: withoutOwner(tagOf(call)) }),
  'tags.update': updateTag,
  'tags.remove': removeTag,
  'virtualMachineGroups.list': (call) => {
    const { id } = organizationOf(call);
    const rows = [...call.world.state.groups.values()].filter(({ organization }) => organization === id);
    return page(call, rows.map(withoutOwner));
  },
  'virtualMachineGroups.create': createGroup,
  'virtualMachineGroups.get': (call) => ({ virtual_machine_group: withoutOwner(groupOf(call)) }),
  'virtualMachineGroups.update': updateGroup,
  'virtualMachineGroups.remove': removeGroup,
};
