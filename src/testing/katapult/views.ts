import type {
  KatapultDataCenter,
  KatapultDisk,
  KatapultIpAddress,
  KatapultNetwork,
  KatapultOrganization,
  KatapultTask,
  KatapultVirtualMachine,
  KatapultZone,
} from './entities.ts';
import { addressesOf, fqdnOf } from './machines.ts';
import { KATAPULT_CURRENCY } from './seed.ts';
import { nowSeconds, type World } from './world.ts';

/** An organization as lists show it. */
export function organizationItem(organization: KatapultOrganization): object {
  const { id, name, sub_domain, infrastructure_domain, created_at, activated_at, suspended, parent } =
    organization;
  const managed = parent !== null;
  return { id, name, sub_domain, infrastructure_domain, created_at, activated_at, suspended, managed };
}

/** An organization in full; no read call shows its annotations. */
export function organizationView(organization: KatapultOrganization): object {
  return {
    ...organizationItem(organization),
    ...{ billing_name: null, address1: null, address2: null, address3: null, address4: null },
    ...{ postcode: null, vat_number: null, phone_number: null, country: null, country_state: null },
    currency: KATAPULT_CURRENCY,
  };
}

/** A data center as most places show it. */
export function dataCenterBrief({ id, name, permalink }: KatapultDataCenter): object {
  return { id, name, permalink };
}

/** A zone with its data center: in full inside a machine, brief in lists. */
export function zoneView({ state }: World, zone: KatapultZone, form: 'full' | 'brief'): object {
  const center = state.dataCenters.get(zone.data_center);
  const data_center = center && (form === 'full' ? center : dataCenterBrief(center));
  return { id: zone.id, name: zone.name, permalink: zone.permalink, data_center };
}

/** A network with its data center. */
export function networkView({ state }: World, network: KatapultNetwork, form: 'full' | 'brief'): object {
  const center = state.dataCenters.get(network.data_center);
  const data_center = center && (form === 'full' ? center : dataCenterBrief(center));
  return {
    id: network.id,
    name: network.name,
    permalink: network.permalink,
    default: network.default,
    data_center,
  };
}

/** A machine as builds and consoles show it. */
export function machineBrief(world: World, machine: KatapultVirtualMachine): object {
  const { id, name, hostname, state } = machine;
  return { id, name, hostname, fqdn: fqdnOf(world, machine), state };
}

/** A machine as lists show it: without state, password, organization and annotations (contract 4.5). */
export function machineItem(world: World, machine: KatapultVirtualMachine): object {
  const { id, name, hostname, created_at } = machine;
  const zone = world.state.zones.get(machine.zone);
  const pack = machine.package === null ? undefined : world.state.packages.get(machine.package);
  return {
    ...{ id, name, hostname, fqdn: fqdnOf(world, machine), created_at },
    zone: zone && zoneView(world, zone, 'brief'),
    package: pack ? { name: pack.name } : null,
    gpu_type: null,
    ip_addresses: addressesOf(world, machine).map(({ address }) => ({ address })),
  };
}

/** A machine in full. */
export function machineView(world: World, machine: KatapultVirtualMachine): object {
  const { state } = world;
  const zone = state.zones.get(machine.zone);
  const organization = state.organizations.get(machine.organization);
  const group = machine.group === null ? null : state.groups.get(machine.group);
  const tags = machine.tags.flatMap((id) => state.tags.get(id) ?? []);
  return {
    ...machineBrief(world, machine),
    description: machine.description,
    created_at: machine.created_at,
    initial_root_password: machine.initial_root_password,
    zone: zone && zoneView(world, zone, 'full'),
    organization: organization && organizationView(organization),
    group: group ? withoutOwner(group) : null,
    package: machine.package === null ? null : (state.packages.get(machine.package) ?? null),
    attached_iso: null,
    memory_in_gb: machine.memory_in_gb,
    cpu_cores: machine.cpu_cores,
    use_dedicated_cpus: machine.use_dedicated_cpus,
    gpu_type: null,
    gpus: [],
    tags: tags.map(withoutOwner),
    tag_names: tags.map(({ name }) => name),
    ip_addresses: addressesOf(world, machine).map((address) => addressView(world, address)),
    suspended: machine.suspended,
    suspended_at: null,
  };
}

/** An object without the organization that it belongs to, which the wire does not show. */
export function withoutOwner<T extends { readonly organization: string }>(row: T): Omit<T, 'organization'> {
  const { organization: _, ...shown } = row;
  return shown;
}

/** An address in full. */
export function addressView(world: World, ip: KatapultIpAddress): object {
  const { id, address, reverse_dns, vip, label, version } = ip;
  const network = world.state.networks.get(ip.network);
  const machine =
    ip.interface === null ? undefined : world.state.interfaces.get(ip.interface)?.virtual_machine;
  return {
    ...{ id, address, reverse_dns, vip, label },
    address_with_mask: `${address}/${version === 'ipv4' ? 24 : 64}`,
    network: network && networkView(world, network, 'full'),
    allocation_id: machine ?? null,
    allocation_type: machine === undefined ? null : 'VirtualMachine',
  };
}

/** A disk in full. */
export function diskView(world: World, disk: KatapultDisk): object {
  const { state } = world;
  const center = state.dataCenters.get(disk.data_center);
  const machine = disk.virtual_machine === null ? undefined : state.virtualMachines.get(disk.virtual_machine);
  return {
    ...diskBrief(disk),
    storage_speed: disk.storage_speed,
    io_profile: null,
    bus_type: null,
    data_center: center && dataCenterBrief(center),
    virtual_machine_disk: machine
      ? { virtual_machine: { id: machine.id, fqdn: fqdnOf(world, machine) }, ...attachment(disk) }
      : null,
    installation: null,
  };
}

/** A disk as the lists of machines show it. */
export function diskBrief({ id, name, size_in_gb, created_at }: KatapultDisk): object {
  return { id, name, size_in_gb, wwn: `fake-${id}`, state: 'built', created_at };
}

/** How a disk hangs on its machine. */
export function attachment({ boot, attached }: KatapultDisk): object {
  return { attach_on_boot: true, boot, state: attached ? 'attached' : 'detached' };
}

/** A task as power and build calls show it (K28). */
export function taskBrief({ id, name, status }: KatapultTask): object {
  return { id, name, status };
}

/** A task in full. */
export function taskView(world: World, task: KatapultTask): object {
  const { created_at, started_at, finished_at } = task;
  return { ...taskBrief(task), created_at, started_at, finished_at, progress: progressOf(world, task) };
}

function progressOf(world: World, { status, started_at, finished_at, duration }: KatapultTask): number {
  if (status === 'completed') return 100;
  if (started_at === null) return 0;
  const passed = ((finished_at ?? nowSeconds(world)) - started_at) * 1000;
  return Math.min(99, Math.floor((passed / Math.max(duration, 1)) * 100));
}
