import { allocateNew } from './addresses.ts';
import type { KeyValue } from './arguments.ts';
import type {
  KatapultDiskTemplate,
  KatapultIpAddress,
  KatapultNetwork,
  KatapultOrganization,
  KatapultVirtualMachine,
} from './entities.ts';
import { invalid } from './refusal.ts';
import { newId, nowSeconds, randomText, type World } from './world.ts';

const HOSTNAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A disk that a machine begins with. */
export interface NewDisk {
  readonly name?: string | undefined;
  readonly size_in_gb: number;
  readonly storage_speed?: 'nvme' | 'ssd' | undefined;
}

/** What a machine is made from. The first disk is the one that boots. */
export interface MachinePlan {
  readonly organization: KatapultOrganization;
  readonly hostname: string;
  readonly name: string;
  readonly description: string | null;
  readonly zone: string;
  readonly network: KatapultNetwork | undefined;
  readonly package: string | null;
  readonly cpu_cores: number;
  readonly memory_in_gb: number;
  readonly use_dedicated_cpus: boolean;
  readonly disks: readonly NewDisk[];
  readonly template: KatapultDiskTemplate | undefined;
  readonly addresses: readonly ('ipv4' | 'ipv6')[];
  readonly annotations: readonly KeyValue[];
  readonly tags: readonly string[];
  readonly group: string | null;
}

/** The full name of a machine (contract 6.6). */
export function fqdnOf({ state }: World, { hostname, organization }: KatapultVirtualMachine): string {
  return `${hostname}.${state.organizations.get(organization)?.infrastructure_domain ?? ''}`;
}

/** Addresses of a machine, in the order of allocation. */
export function addressesOf({ state }: World, { id }: KatapultVirtualMachine): readonly KatapultIpAddress[] {
  return [...state.ipAddresses.values()].filter(
    (ip) => ip.interface !== null && state.interfaces.get(ip.interface)?.virtual_machine === id,
  );
}

/**
 * A host name as the server keeps it: lower-case, unique in its organization.
 *
 * @param except id of the machine that may have the name already
 * @throws Refusal validation_error for one that is malformed or reserved
 */
export function reserveHostname(
  world: World,
  organization: string,
  wanted: string | undefined,
  except?: string,
): string {
  if (wanted === undefined) return `host-${randomText(world.random, 8).toLowerCase()}`;
  const hostname = wanted.toLowerCase();
  if (!HOSTNAME.test(hostname)) throw invalid('Hostname is not a valid host name');
  if (isReserved(world, organization, hostname, except)) throw invalid('Hostname is used by another machine');
  return hostname;
}

function isReserved(
  { state, behaviour }: World,
  organization: string,
  hostname: string,
  except: string | undefined,
): boolean {
  const reserving = new Set(behaviour.reserveHostnames);
  const trashed = new Set([...state.trash.values()].map(({ object_id }) => object_id));
  const byMachine = [...state.virtualMachines.values()].some(
    (machine) =>
      machine.organization === organization &&
      machine.hostname === hostname &&
      machine.id !== except &&
      reserving.has(trashed.has(machine.id) ? 'trash' : 'machines'),
  );
  const byBuild = [...state.builds.values()].some(
    (build) =>
      build.organization === organization &&
      build.hostname === hostname &&
      build.virtual_machine === null &&
      (build.state === 'pending' || build.state === 'building'),
  );
  return byMachine || (byBuild && reserving.has('builds'));
}

/** Makes a machine with its disks and its network interface; password and addresses come by their own calls. */
export function createMachine(world: World, plan: MachinePlan): KatapultVirtualMachine {
  const { state } = world;
  const machine: KatapultVirtualMachine = {
    id: newId(world, 'vm'),
    organization: plan.organization.id,
    name: plan.name,
    hostname: plan.hostname,
    description: plan.description,
    created_at: nowSeconds(world),
    initial_root_password: null,
    state: 'stopped',
    zone: plan.zone,
    package: plan.package,
    cpu_cores: plan.cpu_cores,
    memory_in_gb: plan.memory_in_gb,
    use_dedicated_cpus: plan.use_dedicated_cpus,
    group: plan.group,
    tags: [...plan.tags],
    annotations: [...plan.annotations],
    suspended: false,
  };
  state.virtualMachines.set(machine.id, machine);
  addDisks(world, machine, plan.disks);
  if (plan.network !== undefined) addInterface(world, machine, plan.network);
  return machine;
}

function addDisks(world: World, machine: KatapultVirtualMachine, disks: readonly NewDisk[]): void {
  const { state } = world;
  const data_center = state.zones.get(machine.zone)?.data_center ?? '';
  for (const [index, disk] of disks.entries()) {
    const id = newId(world, 'disk');
    state.disks.set(id, {
      ...{ id, organization: machine.organization, data_center, virtual_machine: machine.id },
      name: disk.name ?? `Disk ${index + 1}`,
      size_in_gb: disk.size_in_gb,
      storage_speed: disk.storage_speed ?? 'nvme',
      created_at: nowSeconds(world),
      ...{ boot: index === 0, attached: true, annotations: [] },
    });
  }
}

/** Gives a machine an interface in a network. */
export function addInterface(
  world: World,
  machine: KatapultVirtualMachine,
  network: KatapultNetwork,
): string {
  const { state, random } = world;
  const id = newId(world, 'netif');
  const octets = Array.from({ length: 3 }, () =>
    Math.floor(random() * 256)
      .toString(16)
      .padStart(2, '0'),
  );
  const [profile] = state.speedProfiles.keys();
  state.interfaces.set(id, {
    ...{ id, virtual_machine: machine.id, network: network.id, name: network.name },
    mac_address: ['02', '00', '5e', ...octets].join(':'),
    ...{ speed_profile: profile ?? '', attached: true },
  });
  return id;
}

/** Allocates new addresses to the first interface of a machine. @throws Refusal no_available_addresses */
export function giveAddresses(
  world: World,
  machine: KatapultVirtualMachine,
  versions: readonly ('ipv4' | 'ipv6')[],
): void {
  const first = [...world.state.interfaces.values()].find(
    ({ virtual_machine }) => virtual_machine === machine.id,
  );
  const network = first && world.state.networks.get(first.network);
  if (first === undefined || network === undefined) return;
  for (const version of versions) {
    const ip = allocateNew(world, machine.organization, network, version);
    ip.interface = first.id;
    ip.reverse_dns = fqdnOf(world, machine);
  }
}

/** Sets the root password that nobody chose. */
export function givePassword({ random }: World, machine: KatapultVirtualMachine): void {
  machine.initial_root_password = `Fake-${randomText(random, 16)}`;
}
