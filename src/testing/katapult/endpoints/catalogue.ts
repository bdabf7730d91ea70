import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultDiskTemplate, KatapultTemplateVersion } from '../entities.ts';
import { page } from '../pages.ts';
import { Refusal } from '../refusal.ts';
import {
  countryOf,
  dataCenterOf,
  findBy,
  networkOf,
  organizationOf,
  packageOf,
  reachesId,
  requiredLookup,
  templateOf,
  zoneOf,
} from '../resolve.ts';
import { KATAPULT_COUNTRY, KATAPULT_CURRENCY } from '../seed.ts';
import { dataCenterBrief, networkView, zoneView } from '../views.ts';

function templateItem({ id, name, description, permalink, ...rest }: KatapultDiskTemplate): object {
  const latest = rest.versions.at(-1);
  return {
    ...{
      id,
      name,
      description,
      permalink,
      universal: rest.organization === null,
      size_in_gb: rest.size_in_gb,
    },
    latest_version: latest ? { id: latest.id, number: latest.number } : null,
    operating_system: { id: rest.operating_system.id, name: rest.operating_system.name },
  };
}

function templateBrief({ id, name, permalink }: KatapultDiskTemplate): object {
  return { id, name, permalink };
}

function versionView({ id, number, stable, size_in_gb }: KatapultTemplateVersion): object {
  return { id, number, stable, size_in_gb };
}

/** Universal templates come only when asked for (contract 7.7). */
function listTemplates(call: KatapultCall): object {
  const { world, args } = call;
  const { id } = organizationOf(call);
  const system = args.lookup('operating_system');
  const universal = args.flag('include_universal') === true;
  const rows = [...world.state.diskTemplates.values()].filter(
    ({ organization, operating_system }) =>
      (organization === id || (universal && organization === null)) &&
      (system === undefined || operating_system.id === system.value),
  );
  return page(call, rows.map(templateItem));
}

function versionOf(call: KatapultCall): readonly [KatapultDiskTemplate, KatapultTemplateVersion] {
  const { value } = requiredLookup(call.args, 'disk_template_version');
  for (const template of call.world.state.diskTemplates.values()) {
    const version = template.versions.find(({ id }) => id === value);
    const visible = template.organization === null || reachesId(call, template.organization);
    if (version !== undefined && visible) return [template, version];
  }
  throw new Refusal('disk_template_version_not_found');
}

function operatingSystems({ world }: KatapultCall): { readonly id: string }[] {
  return [...world.state.diskTemplates.values()].map(({ operating_system: { id, name } }) => {
    return { id, name, badge: null };
  });
}

/** With an organization, the packages that it may use; they are the same for all. */
function listPackages(call: KatapultCall): object {
  if (call.args.has('organization')) organizationOf(call);
  return page(call, [...call.world.state.packages.values()]);
}

function defaultNetworkOf(call: KatapultCall): object {
  const { id } = dataCenterOf(call);
  const there = [...call.world.state.networks.values()].filter(({ data_center }) => data_center === id);
  const network = there.find((candidate) => candidate.default);
  return { network: network ? networkView(call.world, network, 'brief') : null };
}

function listNetworks(call: KatapultCall): object {
  organizationOf(call);
  const networks = [...call.world.state.networks.values()];
  return {
    networks: networks.map((network) => networkView(call.world, network, 'brief')),
    virtual_networks: [],
  };
}

/** What can be chosen from: places, networks, packages, templates. */
export const CATALOGUE_HANDLERS: Handlers = {
  'dataCenters.list': (call) => {
    const centers = [...call.world.state.dataCenters.values()];
    const country = { id: KATAPULT_COUNTRY.id, name: KATAPULT_COUNTRY.name };
    return page(
      call,
      centers.map((center) => ({ ...dataCenterBrief(center), country })),
    );
  },
  'dataCenters.get': (call) => {
    const center = dataCenterOf(call);
    const country = { id: center.country.id, name: center.country.name };
    return { data_center: { ...dataCenterBrief(center), country } };
  },
  'zones.list': (call) =>
    page(
      call,
      [...call.world.state.zones.values()].map((zone) => zoneView(call.world, zone, 'brief')),
    ),
  'zones.get': (call) => ({ zone: zoneView(call.world, zoneOf(call), 'full') }),
  'networks.getDefault': defaultNetworkOf,
  'networks.get': (call) => ({ network: networkView(call.world, networkOf(call), 'full') }),
  'networks.listAvailable': listNetworks,
  'networkSpeedProfiles.list': (call) => {
    organizationOf(call);
    return page(call, [...call.world.state.speedProfiles.values()]);
  },
  'virtualMachinePackages.list': listPackages,
  'virtualMachinePackages.get': (call) => ({
    virtual_machine_package: packageOf(call, 'virtual_machine_package'),
  }),
  'diskTemplates.list': listTemplates,
  'diskTemplates.get': (call) => ({ disk_template: templateItem(templateOf(call)) }),
  'diskTemplateVersions.list': (call) => {
    const template = templateOf(call);
    return { disk_template: templateBrief(template), ...page(call, template.versions.map(versionView)) };
  },
  'diskTemplateVersions.get': (call) => {
    const [template, version] = versionOf(call);
    return { disk_template_version: { ...versionView(version), disk_template: templateBrief(template) } };
  },
  'diskTemplateVersions.getSpec': (call) => {
    const [template, version] = versionOf(call);
    const empty = { description: null, placeholder: null, prefill: null };
    return {
      disk_template_version: { ...versionView(version), disk_template: templateBrief(template) },
      spec: { fields: version.fields.map((field) => ({ ...empty, ...field })) },
    };
  },
  'operatingSystems.list': (call) => page(call, operatingSystems(call)),
  'operatingSystems.get': (call) => {
    const systems = new Map(operatingSystems(call).map((system) => [system.id, system]));
    return {
      operating_system: findBy(systems, requiredLookup(call.args, 'operating_system'), 'operating_system'),
    };
  },
  'countries.list': (call) => page(call, [KATAPULT_COUNTRY]),
  'countries.get': (call) => ({ country: countryOf(call) }),
  'currencies.list': (call) => page(call, [KATAPULT_CURRENCY]),
  'currencies.get': ({ args }) => ({
    currency: findBy(
      new Map([[KATAPULT_CURRENCY.id, KATAPULT_CURRENCY]]),
      requiredLookup(args, 'currency'),
      'currency',
    ),
  }),
};
