import type { KatapultIpAddress, KatapultNetwork } from './entities.ts';
import { Refusal } from './refusal.ts';
import { newId, type World } from './world.ts';

/**
 * Takes an address out of a network: IPv4 of the range for benchmarks, IPv6 of the range for documentation.
 *
 * @throws Refusal no_available_addresses from a full network
 */
export function allocateNew(
  world: World,
  organization: string,
  network: KatapultNetwork,
  version: 'ipv4' | 'ipv6',
): KatapultIpAddress {
  if (network.available < 1) throw new Refusal('no_available_addresses');
  network.available -= 1;
  const id = newId(world, 'ip');
  const ip: KatapultIpAddress = {
    ...{ id, organization, network: network.id, version, interface: null },
    address: nextAddress(world, version),
    ...{ reverse_dns: '', vip: false, label: null },
  };
  world.state.ipAddresses.set(id, ip);
  return ip;
}

/** Gives an address back to its network. */
export function removeAddress({ state }: World, { id, network }: KatapultIpAddress): void {
  state.ipAddresses.delete(id);
  const owner = state.networks.get(network);
  if (owner !== undefined) owner.available += 1;
}

function nextAddress({ state }: World, version: 'ipv4' | 'ipv6'): string {
  const taken = new Set([...state.ipAddresses.values()].map(({ address }) => address));
  for (let number = 1; ; number += 1) {
    const address = version === 'ipv4' ? ipv4(number) : `2001:db8::${number.toString(16)}`;
    if (!taken.has(address)) return address;
  }
}

/** Host numbers 1 to 254 of one net after the other. */
function ipv4(number: number): string {
  const index = number - 1;
  const net = Math.floor(index / 254);
  return `198.${18 + Math.floor(net / 256)}.${net % 256}.${(index % 254) + 1}`;
}
