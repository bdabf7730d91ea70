import { defaultNetwork, requireSizes, resourcesOf, zoneIn } from './build-request.ts';
import type { KatapultCall } from './call.ts';
import type { KatapultDiskTemplate, KatapultNetwork, KatapultPackage, KatapultZone } from './entities.ts';
import { type MachinePlan, type NewDisk, reserveHostname } from './machines.ts';
import { invalid, Refusal } from './refusal.ts';
import { organizationOf, reachesId } from './resolve.ts';
import { parseXml, type XmlElement, xmlText } from './xml.ts';

const PARTS = new Set([
  ...['Zone', 'DataCenter', 'Resources', 'DiskTemplate', 'SystemDisks', 'SharedDisks', 'NetworkInterfaces'],
  ...['Hostname', 'Name', 'Description', 'ISO', 'Group', 'AuthorizedKeys', 'BackupPolicies', 'Tags'],
]);

/** The machine that a spec asks for, and the spec as builds show it. @throws Refusal invalid_spec_xml and others */
export function readSpec(call: KatapultCall): { readonly machine: MachinePlan; readonly spec_xml: string } {
  const { world, args } = call;
  const organization = organizationOf(call);
  const root = readRoot(args.text('xml') ?? '');
  const zone = readZone(call, root);
  const pack = readPackage(call, root);
  const resources = pack ? resourcesOf(pack) : readFlexible(call, root);
  const template = readTemplate(call, root);
  const network = readNetwork(call, root) ?? defaultNetwork(world, zone);
  const disks = readDisks(root, pack);
  requireSizes(disks, template);
  const wanted = at(root, 'Hostname', 'Hostname');
  const random = wanted === undefined || wanted.attributes['type'] === 'random';
  const hostname = reserveHostname(world, organization.id, random ? undefined : textOf(wanted));
  const machine: MachinePlan = {
    ...{ organization, hostname, zone: zone.id, network, disks, template },
    name: textOf(at(root, 'Name')) ?? hostname,
    description: textOf(at(root, 'Description')) ?? null,
    ...resources,
    addresses: readVersions(root),
    annotations: args.pairs('annotations'),
    ...{ tags: [], group: null },
  };
  return { machine, spec_xml: xmlText(normalised(root, zone)) };
}

/** `detail.errors` is one string here, and a list everywhere else (K07). */
function bad(errors: string): Refusal {
  return new Refusal('invalid_spec_xml', { errors });
}

function readRoot(xml: string): XmlElement {
  const root = parsed(xml);
  if (root.name !== 'VirtualMachineSpec') throw bad('The root element must be VirtualMachineSpec');
  const unknown = root.children.find(({ name }) => !PARTS.has(name));
  if (unknown !== undefined) throw bad(`The element ${unknown.name} is not known`);
  return root;
}

function parsed(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch (error) {
    throw bad(`The document is not well-formed: ${error instanceof Error ? error.message : ''}`);
  }
}

function at(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element,
  );
}

function textOf(element: XmlElement | undefined): string | undefined {
  const text = element?.text.trim();
  return text === '' ? undefined : text;
}

/** The row that an element names: by id, or by what its attribute `by` says. */
function named<T extends { readonly id: string }>(
  rows: ReadonlyMap<string, T>,
  element: XmlElement,
  { what, keys }: { readonly what: string; readonly keys: readonly string[] },
): T {
  const by = element.attributes['by'] ?? 'id';
  if (by !== 'id' && !keys.includes(by)) throw bad(`${what} cannot be named by ${by}`);
  const row = [...rows.values()].find((candidate) => Reflect.get(candidate, by) === textOf(element));
  if (row === undefined) throw bad(`${what} does not exist`);
  return row;
}

function readZone({ world }: KatapultCall, root: XmlElement): KatapultZone {
  const zone = at(root, 'Zone');
  const center = at(root, 'DataCenter');
  if ((zone === undefined) === (center === undefined)) throw bad('Give one of Zone and DataCenter');
  if (zone !== undefined) return named(world.state.zones, zone, { what: 'Zone', keys: ['permalink'] });
  if (center === undefined) throw bad('DataCenter is missing');
  const keys = ['name', 'permalink'];
  return zoneIn(world, named(world.state.dataCenters, center, { what: 'DataCenter', keys }).id);
}

function readPackage({ world }: KatapultCall, root: XmlElement): KatapultPackage | undefined {
  const element = at(root, 'Resources', 'Package');
  return element && named(world.state.packages, element, { what: 'Package', keys: ['permalink'] });
}

function readFlexible({ world }: KatapultCall, root: XmlElement): ReturnType<typeof flexible> {
  const [memory, cores] = ['Memory', 'CPUCores'].map((name) => integer(at(root, 'Resources', name)));
  if (memory === undefined || cores === undefined)
    throw bad('Resources need a Package, or Memory and CPUCores');
  if (!world.flexibleResources) throw bad('Flexible resources are not available');
  return flexible(cores, memory);
}

function flexible(cpu_cores: number, memory_in_gb: number) {
  return { package: null, cpu_cores, memory_in_gb, use_dedicated_cpus: false };
}

function integer(element: XmlElement | undefined): number | undefined {
  const text = textOf(element);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function readTemplate(call: KatapultCall, root: XmlElement): KatapultDiskTemplate | undefined {
  const element = at(root, 'DiskTemplate', 'DiskTemplate');
  if (element === undefined) return undefined;
  const keys = ['permalink'];
  const template = named(call.world.state.diskTemplates, element, { what: 'DiskTemplate', keys });
  const { organization } = template;
  if (organization !== null && !reachesId(call, organization)) throw bad('DiskTemplate does not exist');
  return template;
}

function readNetwork({ world }: KatapultCall, root: XmlElement): KatapultNetwork | undefined {
  const element = at(root, 'NetworkInterfaces', 'NetworkInterface', 'Network');
  return element && named(world.state.networks, element, { what: 'Network', keys: ['permalink'] });
}

function readDisks(root: XmlElement, pack: KatapultPackage | undefined): NewDisk[] {
  const disks = (at(root, 'SystemDisks')?.children ?? []).map((disk) => ({
    name: textOf(at(disk, 'Name')),
    size_in_gb: integer(at(disk, 'Size')) ?? 0,
    storage_speed: textOf(at(disk, 'Speed')) === 'ssd' ? ('ssd' as const) : ('nvme' as const),
  }));
  if (disks.length > 0) return disks;
  if (pack === undefined) throw invalid('A machine needs a system disk');
  return [{ name: 'System Disk', size_in_gb: pack.storage_in_gb }];
}

/** New addresses that the interfaces ask for; one IPv4 when no interface is described. */
function readVersions(root: XmlElement): ('ipv4' | 'ipv6')[] {
  const interfaces = at(root, 'NetworkInterfaces')?.children ?? [];
  if (interfaces.length === 0) return ['ipv4'];
  const allocations = interfaces.flatMap(({ children }) =>
    children.filter(({ name, attributes }) => name === 'IPAddressAllocation' && attributes['type'] === 'new'),
  );
  return allocations.map((allocation) => (textOf(at(allocation, 'Version')) === '6' ? 'ipv6' : 'ipv4'));
}

/** What builds show instead of what was sent (contract 7.6). */
function normalised(root: XmlElement, zone: KatapultZone): XmlElement {
  return { ...root, children: root.children.map((child) => normalisedPart(child, zone)) };
}

function normalisedPart(part: XmlElement, zone: KatapultZone): XmlElement {
  if (part.name === 'DataCenter') return { ...part, attributes: {}, text: zone.data_center };
  if (part.name !== 'AuthorizedKeys') return part;
  return { ...part, attributes: { ...part.attributes, continuous_management: 'no' } };
}
