import { allocateNew, removeAddress } from '../addresses.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultInterface, KatapultIpAddress } from '../entities.ts';
import { page } from '../pages.ts';
import { Refusal } from '../refusal.ts';
import { findOwned, machineOf, networkOf, organizationOf } from '../resolve.ts';
import { addressView } from '../views.ts';

function addressOf(call: KatapultCall): KatapultIpAddress {
  return findOwned(call, call.world.state.ipAddresses, 'ip_address', ({ address }) => address);
}

function machineIdOf({ world }: KatapultCall, { interface: id }: KatapultIpAddress): string | null {
  return id === null ? null : (world.state.interfaces.get(id)?.virtual_machine ?? null);
}

function listAddresses(call: KatapultCall): object {
  const { world, args } = call;
  const { id } = organizationOf(call);
  const allocated = args.flag('allocated');
  const rows = [...world.state.ipAddresses.values()].filter(
    (ip) =>
      ip.organization === id && (allocated === undefined || allocated === (machineIdOf(call, ip) !== null)),
  );
  return page(
    call,
    rows.map((ip) => {
      const allocation_id = machineIdOf(call, ip);
      const allocation_type = allocation_id === null ? null : 'VirtualMachine';
      const { id: ip_id, address, reverse_dns, vip } = ip;
      return { id: ip_id, address, reverse_dns, vip, allocation_id, allocation_type };
    }),
  );
}

function createAddress(call: KatapultCall): object {
  const { world, args } = call;
  const { id } = organizationOf(call);
  const version = args.text('version') === 'ipv6' ? 'ipv6' : 'ipv4';
  const ip = allocateNew(world, id, networkOf(call), version);
  ip.vip = args.flag('vip') ?? false;
  ip.label = args.text('label') ?? null;
  return { ip_address: addressView(world, ip) };
}

/** The allocation is `{type, value}` or null (K16). */
function getAddress(call: KatapultCall): object {
  const ip = addressOf(call);
  const id = machineIdOf(call, ip);
  const name = id === null ? undefined : call.world.state.virtualMachines.get(id)?.name;
  const allocation = id === null ? null : { type: 'VirtualMachine', value: { id, name } };
  return { ip_address: addressView(call.world, ip), allocation };
}

function updateAddress(call: KatapultCall): object {
  const { world, args } = call;
  const ip = addressOf(call);
  ip.vip = args.flag('vip') ?? ip.vip;
  ip.label = args.text('label') ?? ip.label;
  ip.reverse_dns = args.text('reverse_dns') ?? ip.reverse_dns;
  return { ip_address: addressView(world, ip) };
}

function unallocate(call: KatapultCall): object {
  const ip = addressOf(call);
  if (machineIdOf(call, ip) === null) throw new Refusal('no_allocation');
  ip.interface = null;
  return {};
}

/** An address that is allocated is unallocated on the way. */
function deleteAddress(call: KatapultCall): object {
  removeAddress(call.world, addressOf(call));
  return {};
}

function allocateToMachine(call: KatapultCall): object {
  const machine = machineOf(call);
  const ip = addressOf(call);
  const interfaces = [...call.world.state.interfaces.values()];
  const suitable = interfaces.find(
    ({ virtual_machine, network }) => virtual_machine === machine.id && network === ip.network,
  );
  requireUnallocated(call, ip);
  if (suitable === undefined) throw new Refusal('no_interface_available');
  ip.interface = suitable.id;
  return { ip_address: addressView(call.world, ip) };
}

function requireUnallocated(call: KatapultCall, ip: KatapultIpAddress): void {
  if (machineIdOf(call, ip) !== null) throw new Refusal('ip_already_allocated');
}

/** Gives an existing address to an interface in the same network. @throws Refusal */
export function allocateToInterface(call: KatapultCall, target: KatapultInterface): void {
  const ip = addressOf(call);
  requireUnallocated(call, ip);
  if (ip.network !== target.network) throw new Refusal('invalid_ip');
  ip.interface = target.id;
}

/** Addresses. */
export const ADDRESS_HANDLERS: Handlers = {
  'ipAddresses.list': listAddresses,
  'ipAddresses.create': createAddress,
  'ipAddresses.get': getAddress,
  'ipAddresses.update': updateAddress,
  'ipAddresses.remove': deleteAddress,
  'ipAddresses.unallocate': unallocate,
  'virtualMachines.allocateIp': allocateToMachine,
};
