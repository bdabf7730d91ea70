import { InvalidInputError } from '../../core/errors/input.ts';
import type { KeyValue } from './arguments.ts';
import { defaultNetwork, resourcesOf } from './build-request.ts';
import type { KatapultVirtualMachine } from './entities.ts';
import { createMachine, giveAddresses, givePassword, reserveHostname } from './machines.ts';
import type { World } from './world.ts';

/** A machine that was not built through the tested code. */
export interface ForeignMachine {
  /** Id or sub domain. Default: the first organization. */
  readonly organization?: string;
  readonly hostname?: string;
  readonly name?: string;
  /** Id or permalink. Default: the first. */
  readonly package?: string;
  /** Id or permalink of a data center. Default: the first. */
  readonly dataCenter?: string;
  /** Default `started`. */
  readonly state?: string;
  readonly annotations?: readonly KeyValue[];
  /** Seconds since the epoch. Default: now. */
  readonly createdAt?: number;
  /** Default: one IPv4. */
  readonly addresses?: readonly ('ipv4' | 'ipv6')[];
  /** Sizes of its disks in gigabytes. Default: one of the package's size. */
  readonly disks?: readonly number[];
}

/** Makes a machine at once. @throws InvalidInputError for places or packages that are not there */
export function plantMachine(world: World, wanted: ForeignMachine): KatapultVirtualMachine {
  const { state } = world;
  const organization = choose('organization', state.organizations, wanted.organization, ['id', 'sub_domain']);
  const center = choose('dataCenter', state.dataCenters, wanted.dataCenter, ['id', 'permalink']);
  const pack = choose('package', state.packages, wanted.package, ['id', 'permalink']);
  const zone = [...state.zones.values()].find(({ data_center }) => data_center === center.id);
  if (zone === undefined) throw absent('dataCenter', center.permalink);
  const hostname = wanted.hostname?.toLowerCase() ?? reserveHostname(world, organization.id, undefined);
  const sizes = wanted.disks ?? [pack.storage_in_gb];
  const machine = createMachine(world, {
    ...{ organization, hostname, name: wanted.name ?? hostname, description: null },
    ...{ zone: zone.id, network: defaultNetwork(world, zone), template: undefined },
    ...resourcesOf(pack),
    disks: sizes.map((size_in_gb) => ({ size_in_gb })),
    ...{ addresses: [], annotations: wanted.annotations ?? [], tags: [], group: null },
  });
  machine.state = wanted.state ?? 'started';
  machine.created_at = wanted.createdAt ?? machine.created_at;
  givePassword(world, machine);
  giveAddresses(world, machine, wanted.addresses ?? ['ipv4']);
  return machine;
}

function choose<T extends object>(
  path: string,
  rows: ReadonlyMap<string, T>,
  wanted: string | undefined,
  keys: readonly string[],
): T {
  const all = [...rows.values()];
  const row = wanted === undefined ? all[0] : all.find((candidate) => isCalled(candidate, keys, wanted));
  if (row === undefined) throw absent(path, wanted ?? '');
  return row;
}

function isCalled(row: object, keys: readonly string[], name: string): boolean {
  return keys.some((key) => Reflect.get(row, key) === name);
}

function absent(path: string, name: string): InvalidInputError {
  return new InvalidInputError('machine', [{ path, message: `the fake has no ${name}` }]);
}
