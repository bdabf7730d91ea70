import { hasAnnotations, mergedAnnotations } from '../annotations.ts';
import { readBuild } from '../build-request.ts';
import { readSpec } from '../build-spec.ts';
import { startBuild } from '../builds.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultVirtualMachine } from '../entities.ts';
import { addressesOf, fqdnOf, reserveHostname } from '../machines.ts';
import { page } from '../pages.ts';
import { type PowerAction, queuePower } from '../power.ts';
import { Refusal } from '../refusal.ts';
import { findBy, findOwned, machineOf, organizationOf, packageOf, trashOf, trashView } from '../resolve.ts';
import { queueTask, requireFree } from '../tasks.ts';
import { moveToTrash } from '../trash.ts';
import { machineBrief, machineItem, machineView, taskBrief, taskView } from '../views.ts';
import { newId, nowSeconds, randomText } from '../world.ts';

/** Machines in the trash are not listed. */
function listMachines(call: KatapultCall): object {
  const { world, args } = call;
  const { id } = organizationOf(call);
  const wanted = world.behaviour.filterAnnotations ? args.pairs('annotations') : [];
  const rows = [...world.state.virtualMachines.values()].filter(
    (machine) =>
      machine.organization === id &&
      trashOf(world, machine.id) === undefined &&
      hasAnnotations(machine.annotations, wanted),
  );
  return page(
    call,
    rows.map((machine) => machineItem(world, machine)),
  );
}

function withAnnotations({ world }: KatapultCall, machine: KatapultVirtualMachine): object {
  const virtual_machine = machineView(world, machine);
  return world.behaviour.sendAnnotations
    ? { virtual_machine, annotations: machine.annotations }
    : { virtual_machine };
}

function updateMachine(call: KatapultCall): object {
  const { world, args } = call;
  const machine = machineOf(call);
  const properties = args.set('properties');
  const hostname = properties.text('hostname');
  const group = properties.lookup('group');
  const found = group && findBy(world.state.groups, group, 'virtual_machine_group');
  if (hostname !== undefined) {
    machine.hostname = reserveHostname(world, machine.organization, hostname, machine.id);
    for (const ip of addressesOf(world, machine)) ip.reverse_dns = fqdnOf(world, machine);
  }
  machine.name = properties.text('name') ?? machine.name;
  if (properties.has('description')) machine.description = properties.text('description') ?? null;
  if (properties.has('group')) machine.group = found?.id ?? null;
  const tags = properties.texts('tag_names');
  if (tags !== undefined) machine.tags = tags.map((name) => tagNamed(call, machine.organization, name));
  machine.annotations = mergedAnnotations(machine.annotations, args.pairs('annotations'));
  return withAnnotations(call, machine);
}

/** A tag that is not there yet is made. */
function tagNamed({ world }: KatapultCall, organization: string, name: string): string {
  const tags = [...world.state.tags.values()];
  const present = tags.find((tag) => tag.organization === organization && tag.name === name);
  if (present !== undefined) return present.id;
  const id = newId(world, 'tag');
  world.state.tags.set(id, { id, organization, name, color: 'teal', created_at: nowSeconds(world) });
  return id;
}

/** A machine that a task holds cannot be deleted, also when it shows `stopped` already (contract 6.3). */
function removeMachine(call: KatapultCall): object {
  const { world } = call;
  const machine = machineOf(call);
  requireFree(world, machine.id);
  const still = ['stopped', 'failed', 'orphaned'].includes(machine.state);
  if (!still && !world.behaviour.deleteRunning) {
    throw new Refusal('permission_denied', { details: 'the virtual machine is running' });
  }
  if (!still) machine.state = 'stopped';
  const trashed = moveToTrash(world, machine, 'VirtualMachine');
  return { trash_object: trashView(trashed), virtual_machine: machineView(world, machine) };
}

function power(action: PowerAction): (call: KatapultCall) => object {
  return (call) => ({ task: taskBrief(queuePower(call.world, machineOf(call), action)) });
}

/** A downgrade of a machine that runs fails its task (contract 6.4). */
function changeResources(
  call: KatapultCall,
  machine: KatapultVirtualMachine,
  wanted: Pick<KatapultVirtualMachine, 'package' | 'cpu_cores' | 'memory_in_gb' | 'use_dedicated_cpus'>,
): object {
  const { world, operation } = call;
  requireFree(world, machine.id);
  const less = wanted.cpu_cores < machine.cpu_cores || wanted.memory_in_gb < machine.memory_in_gb;
  const change = () => {
    if (less && machine.state !== 'stopped') return 'failed' as const;
    Object.assign(machine, wanted);
    return undefined;
  };
  const duration = world.timings.otherTask;
  const task = queueTask(world, {
    ...{ name: 'Change package', operation: operation.name, duration },
    organization: machine.organization,
    virtualMachine: machine.id,
    steps: [{ at: duration, run: change }],
  });
  return { task: taskView(world, task) };
}

function changePackage(call: KatapultCall): object {
  const machine = machineOf(call);
  const { id, cpu_cores, memory_in_gb, use_dedicated_cpus } = packageOf(call, 'virtual_machine_package');
  return changeResources(call, machine, { package: id, cpu_cores, memory_in_gb, use_dedicated_cpus });
}

function changeFlexible(call: KatapultCall): object {
  const machine = machineOf(call);
  if (!call.world.flexibleResources) throw new Refusal('flexible_resources_unavailable_to_organization');
  const resources = call.args.set('resources');
  return changeResources(call, machine, {
    package: null,
    cpu_cores: resources.integer('cpu_cores') ?? machine.cpu_cores,
    memory_in_gb: resources.integer('memory_in_gb') ?? machine.memory_in_gb,
    use_dedicated_cpus: resources.flag('use_dedicated_cpus') ?? machine.use_dedicated_cpus,
  });
}

const CONSOLE_SECONDS = 900;

function createConsole(call: KatapultCall): object {
  const { world } = call;
  const machine = machineOf(call);
  if (machine.state !== 'started') {
    throw new Refusal('virtual_machine_must_be_started', { current_state: machine.state });
  }
  const console_session = {
    id: newId(world, 'cs'),
    url: `https://console.example.com/${randomText(world.random, 32)}`,
    expires_at: nowSeconds(world) + CONSOLE_SECONDS,
    virtual_machine: machineBrief(world, machine),
  };
  return { console_session };
}

function getBuild(call: KatapultCall): object {
  const { world } = call;
  const build = findOwned(call, world.state.builds, 'virtual_machine_build');
  const { id, spec_xml, state, created_at, annotations } = build;
  const machine =
    build.virtual_machine === null ? undefined : world.state.virtualMachines.get(build.virtual_machine);
  const virtual_machine = machine ? machineBrief(world, machine) : null;
  const virtual_machine_build = { id, spec_xml, state, virtual_machine, created_at };
  return world.behaviour.sendAnnotations ? { virtual_machine_build, annotations } : { virtual_machine_build };
}

/** Machines, their builds, power and tasks. */
export const MACHINE_HANDLERS: Handlers = {
  'virtualMachines.build': (call) =>
    startBuild(call.world, {
      ...readBuild(call),
      operation: call.operation.name,
      annotations: call.args.pairs('annotations'),
    }),
  'virtualMachines.buildFromSpec': (call) =>
    startBuild(call.world, {
      ...readSpec(call),
      operation: call.operation.name,
      annotations: call.args.pairs('annotations'),
    }),
  'virtualMachineBuilds.get': getBuild,
  'virtualMachines.list': listMachines,
  'virtualMachines.get': (call) => withAnnotations(call, machineOf(call)),
  'virtualMachines.update': updateMachine,
  'virtualMachines.remove': removeMachine,
  'virtualMachines.start': power('start'),
  'virtualMachines.stop': power('stop'),
  'virtualMachines.shutdown': power('shutdown'),
  'virtualMachines.reset': power('reset'),
  'virtualMachines.changePackage': changePackage,
  'virtualMachines.changeFlexibleResources': changeFlexible,
  'virtualMachines.createConsoleSession': createConsole,
  'tasks.get': (call) => {
    const task = findOwned(call, call.world.state.tasks, 'task');
    return { task: taskView(call.world, task) };
  },
};
