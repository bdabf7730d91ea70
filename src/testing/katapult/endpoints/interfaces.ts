import { allocateNew } from '../addresses.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultInterface } from '../entities.ts';
import { page } from '../pages.ts';
import { Refusal } from '../refusal.ts';
import { findBy, interfaceOf, machineOf, networkOf, requiredLookup } from '../resolve.ts';
import { queueTask, requireFree } from '../tasks.ts';
import { addressView, taskView } from '../views.ts';
import { allocateToInterface } from './addresses.ts';

function item({ world }: KatapultCall, { id, name, network }: KatapultInterface): object {
  const found = world.state.networks.get(network);
  const addresses = [...world.state.ipAddresses.values()].filter((ip) => ip.interface === id);
  return {
    ...{ id, name, network: found ? { id: found.id, name: found.name } : null, virtual_network: null },
    ip_addresses: addresses.map((ip) => ({ id: ip.id, address: ip.address })),
  };
}

function view(call: KatapultCall, found: KatapultInterface): object {
  const { state } = call.world;
  const machine = state.virtualMachines.get(found.virtual_machine);
  const profile = state.speedProfiles.get(found.speed_profile);
  return {
    ...item(call, found),
    virtual_machine: machine && { id: machine.id, name: machine.name },
    mac_address: found.mac_address,
    state: found.attached ? 'attached' : 'detached',
    speed_profile: profile && { id: profile.id, name: profile.name, permalink: profile.permalink },
  };
}

function interfacesOf(call: KatapultCall): KatapultInterface[] {
  const { id } = machineOf(call);
  return [...call.world.state.interfaces.values()].filter(({ virtual_machine }) => virtual_machine === id);
}

function getForNetwork(call: KatapultCall): object {
  const interfaces = interfacesOf(call);
  const { id } = networkOf(call);
  const found = interfaces.find(({ network }) => network === id);
  if (found === undefined) throw new Refusal('interface_not_found');
  return { virtual_machine_network_interface: view(call, found) };
}

/** Addresses of the organization that are allocated to nothing. */
function listAvailable(call: KatapultCall): object {
  const { world, args } = call;
  const found = interfaceOf(call);
  const owner = world.state.virtualMachines.get(found.virtual_machine)?.organization;
  const rows = [...world.state.ipAddresses.values()].filter(
    (ip) =>
      ip.interface === null &&
      ip.organization === owner &&
      ip.network === found.network &&
      ip.version === args.text('address_version'),
  );
  return page(
    call,
    rows.map((ip) => addressView(world, ip)),
  );
}

function allocateNewIp(call: KatapultCall): object {
  const { world, args } = call;
  const found = interfaceOf(call);
  const network = world.state.networks.get(found.network);
  const owner = world.state.virtualMachines.get(found.virtual_machine)?.organization;
  if (network === undefined || owner === undefined) throw new Refusal('no_available_addresses');
  const ip = allocateNew(world, owner, network, args.text('address_version') === 'ipv6' ? 'ipv6' : 'ipv4');
  ip.interface = found.id;
  return { ip_address: addressView(world, ip) };
}

function updateSpeedProfile(call: KatapultCall): object {
  const { world, operation, args } = call;
  const found = interfaceOf(call);
  const wanted = findBy(world.state.speedProfiles, requiredLookup(args, 'speed_profile'), 'speed_profile');
  if (found.speed_profile === wanted.id) throw new Refusal('speed_profile_already_assigned');
  requireFree(world, found.virtual_machine);
  const duration = world.timings.otherTask;
  const change = (): undefined => {
    found.speed_profile = wanted.id;
  };
  const task = queueTask(world, {
    ...{ name: 'Update speed profile', operation: operation.name, duration },
    organization: world.state.virtualMachines.get(found.virtual_machine)?.organization ?? '',
    virtualMachine: found.virtual_machine,
    steps: [{ at: duration, run: change }],
  });
  return { task: taskView(world, task) };
}

/** Network interfaces of machines. */
export const INTERFACE_HANDLERS: Handlers = {
  'virtualMachineNetworkInterfaces.list': (call) =>
    page(
      call,
      interfacesOf(call).map((found) => item(call, found)),
    ),
  'virtualMachineNetworkInterfaces.get': (call) => ({
    virtual_machine_network_interface: view(call, interfaceOf(call)),
  }),
  'virtualMachineNetworkInterfaces.getForNetwork': getForNetwork,
  'virtualMachineNetworkInterfaces.listAvailableIps': listAvailable,
  'virtualMachineNetworkInterfaces.allocateIp': (call) => {
    const found = interfaceOf(call);
    allocateToInterface(call, found);
    return { virtual_machine_network_interface: view(call, found) };
  },
  'virtualMachineNetworkInterfaces.allocateNewIp': allocateNewIp,
  'virtualMachineNetworkInterfaces.updateSpeedProfile': updateSpeedProfile,
};
