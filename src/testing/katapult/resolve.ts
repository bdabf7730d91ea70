import { missing } from './argument-types.ts';
import type { Arguments, LookupValue } from './arguments.ts';
import { reaches } from './auth.ts';
import type { KatapultCall } from './call.ts';
import type {
  KatapultCountry,
  KatapultDataCenter,
  KatapultDisk,
  KatapultDiskTemplate,
  KatapultInterface,
  KatapultNetwork,
  KatapultOrganization,
  KatapultPackage,
  KatapultTrashObject,
  KatapultVirtualMachine,
  KatapultZone,
} from './entities.ts';
import { fqdnOf } from './machines.ts';
import { Refusal } from './refusal.ts';
import { KATAPULT_COUNTRY } from './seed.ts';
import type { World } from './world.ts';

/** Arguments whose not-found code does not follow their name (K04). */
const CODES: Readonly<Record<string, string>> = {
  virtual_machine_build: 'build_not_found',
  package: 'package_not_found',
  virtual_machine_package: 'package_not_found',
  access_key: 'object_storage_access_key_not_found',
  bucket: 'object_storage_bucket_not_found',
  io_profile: 'disk_io_profile_not_found',
  speed_profile: 'network_speed_profile_not_found',
};

/** The code with which a lookup that finds nothing is refused. */
export function notFoundCode(argument: string): string {
  return Object.hasOwn(CODES, argument) ? (CODES[argument] ?? '') : `${argument}_not_found`;
}

/** The lookup of an argument. @throws Refusal when it is absent */
export function requiredLookup(args: Arguments, name: string): LookupValue {
  const lookup = args.lookup(name);
  if (lookup === undefined) throw missing(name);
  return lookup;
}

/** The row that a lookup names, by the member that is called like its key. @throws Refusal not found */
export function findBy<T extends { readonly id: string }>(
  rows: ReadonlyMap<string, T>,
  { key, value }: LookupValue,
  argument: string,
  read: (row: T) => unknown = (row) => Reflect.get(row, key),
): T {
  const found = key === 'id' ? rows.get(value) : [...rows.values()].find((row) => read(row) === value);
  if (found === undefined) throw new Refusal(notFoundCode(argument));
  return found;
}

/** A row that belongs to an organization within the token's reach. @throws Refusal not found */
export function findOwned<T extends { readonly id: string; readonly organization: string }>(
  call: KatapultCall,
  rows: ReadonlyMap<string, T>,
  argument: string,
  read?: (row: T) => unknown,
): T {
  const row = findBy(rows, requiredLookup(call.args, argument), argument, read);
  if (!reachesId(call, row.organization)) throw new Refusal(notFoundCode(argument));
  return row;
}

/** Whether the call's token acts on the organization with this id. */
export function reachesId({ world, token }: KatapultCall, organization: string): boolean {
  const found = world.state.organizations.get(organization);
  return found !== undefined && reaches(token, found);
}

/** The organization of a call. @throws Refusal not found, not activated, suspended */
export function organizationOf(call: KatapultCall): KatapultOrganization {
  const { world, args, token } = call;
  const found = findBy(world.state.organizations, requiredLookup(args, 'organization'), 'organization');
  if (!reaches(token, found)) throw new Refusal('organization_not_found');
  if (found.activated_at === null) throw new Refusal('organization_not_activated');
  if (found.suspended) throw new Refusal('organization_suspended');
  return found;
}

/** The trash object of a machine or disk, if it is in the trash. */
export function trashOf({ state }: World, id: string): KatapultTrashObject | undefined {
  return [...state.trash.values()].find(({ object_id }) => object_id === id);
}

/** The machine of a call. @throws Refusal not found, in the trash */
export function machineOf(call: KatapultCall): KatapultVirtualMachine {
  const { world } = call;
  const machine = findOwned(call, world.state.virtualMachines, 'virtual_machine', (row) =>
    fqdnOf(world, row),
  );
  requireNotInTrash(world, machine.id, notFoundCode('virtual_machine'));
  return machine;
}

/** The disk of a call; one of a machine in the trash is there too. @throws Refusal not found, in the trash */
export function diskOf(call: KatapultCall): KatapultDisk {
  const disk = findOwned(call, call.world.state.disks, 'disk');
  requireNotInTrash(call.world, disk.id);
  if (disk.virtual_machine !== null) requireNotInTrash(call.world, disk.virtual_machine);
  return disk;
}

function requireNotInTrash(world: World, id: string, hiddenCode?: string): void {
  const trashed = trashOf(world, id);
  if (trashed === undefined) return;
  if (hiddenCode !== undefined && world.behaviour.trashedMachine === 'not_found')
    throw new Refusal(hiddenCode);
  throw new Refusal('object_in_trash', { trash_object: trashView(trashed) });
}

/** A trash object on the wire. */
export function trashView({ id, keep_until, object_id, object_type }: KatapultTrashObject): object {
  return { id, keep_until, object_id, object_type };
}

/** The data center of a call. @throws Refusal not found */
export function dataCenterOf({ world, args }: KatapultCall): KatapultDataCenter {
  return findBy(world.state.dataCenters, requiredLookup(args, 'data_center'), 'data_center');
}

/** The country of a call. @throws Refusal not found */
export function countryOf({ args }: KatapultCall): KatapultCountry {
  const countries = new Map([[KATAPULT_COUNTRY.id, KATAPULT_COUNTRY]]);
  return findBy(countries, requiredLookup(args, 'country'), 'country');
}

/** The zone of a call. @throws Refusal not found */
export function zoneOf({ world, args }: KatapultCall): KatapultZone {
  return findBy(world.state.zones, requiredLookup(args, 'zone'), 'zone');
}

/** The network of a call. @throws Refusal not found */
export function networkOf({ world, args }: KatapultCall): KatapultNetwork {
  return findBy(world.state.networks, requiredLookup(args, 'network'), 'network');
}

/** The package of a call; its argument has two names (K39). @throws Refusal not found */
export function packageOf({ world, args }: KatapultCall, argument: string): KatapultPackage {
  return findBy(world.state.packages, requiredLookup(args, argument), argument);
}

/** The network interface of a call; one of a machine in the trash is there too. @throws Refusal */
export function interfaceOf(call: KatapultCall): KatapultInterface {
  const { world, args } = call;
  const argument = 'virtual_machine_network_interface';
  const found = findBy(world.state.interfaces, requiredLookup(args, argument), argument);
  const machine = world.state.virtualMachines.get(found.virtual_machine);
  if (machine === undefined || !reachesId(call, machine.organization))
    throw new Refusal(notFoundCode(argument));
  requireNotInTrash(world, machine.id);
  return found;
}

/** The disk template of a call: a universal one, or one of an organization within reach. @throws Refusal */
export function templateOf(call: KatapultCall): KatapultDiskTemplate {
  const lookup = requiredLookup(call.args, 'disk_template');
  const template = findBy(call.world.state.diskTemplates, lookup, 'disk_template');
  const { organization } = template;
  if (organization !== null && !reachesId(call, organization)) throw new Refusal('disk_template_not_found');
  return template;
}
