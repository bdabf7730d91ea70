import type { Arguments } from './arguments.ts';
import type { KatapultCall } from './call.ts';
import type { KatapultDiskTemplate, KatapultNetwork, KatapultPackage, KatapultZone } from './entities.ts';
import { type MachinePlan, type NewDisk, reserveHostname } from './machines.ts';
import { invalid, Refusal } from './refusal.ts';
import { dataCenterOf, networkOf, organizationOf, packageOf, templateOf, zoneOf } from './resolve.ts';
import { renderSpec } from './spec-text.ts';
import type { World } from './world.ts';

/** The machine that a simple build asks for, and the spec that says the same. @throws Refusal */
export function readBuild(call: KatapultCall): { readonly machine: MachinePlan; readonly spec_xml: string } {
  const { args, world } = call;
  const organization = organizationOf(call);
  const zone = readZone(call);
  const pack = packageOf(call, 'package');
  const template = args.has('disk_template') ? templateOf(call) : undefined;
  const network = args.has('network') ? networkOf(call) : defaultNetwork(world, zone);
  const disks = readDisks(args.sets('disks'), pack, template);
  const hostname = reserveHostname(world, organization.id, args.text('hostname'));
  const machine: MachinePlan = {
    ...{ organization, hostname, name: args.text('hostname') ?? hostname, description: null },
    ...{ zone: zone.id, network, disks, template },
    ...resourcesOf(pack),
    addresses: Array.from({ length: pack.ipv4_addresses }, () => 'ipv4' as const),
    annotations: args.pairs('annotations'),
    ...{ tags: [], group: null },
  };
  return { machine, spec_xml: renderSpec(machine, { zone, pack, network }) };
}

/** The resources that a package gives. */
export function resourcesOf(
  pack: KatapultPackage,
): Pick<MachinePlan, 'package' | 'cpu_cores' | 'memory_in_gb' | 'use_dedicated_cpus'> {
  const { cpu_cores, memory_in_gb, use_dedicated_cpus } = pack;
  return { package: pack.id, cpu_cores, memory_in_gb, use_dedicated_cpus };
}

/** The default network of a zone's data center. */
export function defaultNetwork({ state }: World, { data_center }: KatapultZone): KatapultNetwork | undefined {
  const there = [...state.networks.values()].filter((network) => network.data_center === data_center);
  return there.find((network) => network.default) ?? there[0];
}

/** The first zone of a data center. @throws Refusal location_required where there is none */
export function zoneIn({ state }: World, data_center: string): KatapultZone {
  const zone = [...state.zones.values()].find((candidate) => candidate.data_center === data_center);
  if (zone === undefined) throw new Refusal('location_required');
  return zone;
}

/** Exactly one of zone and data center is the place. */
function readZone(call: KatapultCall): KatapultZone {
  const { args, world } = call;
  if (args.has('zone')) return zoneOf(call);
  if (!args.has('data_center')) throw new Refusal('location_required');
  return zoneIn(world, dataCenterOf(call).id);
}

/** The disks asked for, the system disk first; without any, one of the package's size (contract 7.1). */
function readDisks(
  sent: readonly Arguments[],
  pack: KatapultPackage,
  template: KatapultDiskTemplate | undefined,
): NewDisk[] {
  const system = sent.filter((disk) => disk.flag('system') === true);
  if (sent.length > 0 && system.length !== 1) throw new Refusal('one_system_disk_required');
  const others = sent.filter((disk) => disk.flag('system') !== true);
  const disks = [...system, ...others].map((disk) => ({
    name: disk.text('name'),
    size_in_gb: disk.integer('size_in_gb') ?? 0,
    storage_speed: disk.text('storage_speed') === 'ssd' ? ('ssd' as const) : ('nvme' as const),
  }));
  const wanted = disks.length > 0 ? disks : [{ name: 'System Disk', size_in_gb: pack.storage_in_gb }];
  requireSizes(wanted, template);
  return wanted;
}

/** @throws Refusal validation_error for a disk without size, or too small for the template */
export function requireSizes(disks: readonly NewDisk[], template: KatapultDiskTemplate | undefined): void {
  if (disks.some(({ size_in_gb }) => size_in_gb < 1)) throw invalid('Size in gb must be at least 1');
  const least = template?.size_in_gb ?? 0;
  if ((disks[0]?.size_in_gb ?? 0) < least) throw invalid(`System disk must have at least ${least} GB`);
}
