import type {
  KatapultCountry,
  KatapultDataCenter,
  KatapultDiskTemplate,
  KatapultNetwork,
  KatapultOrganization,
  KatapultPackage,
  KatapultToken,
} from './entities.ts';
import { newId, nowSeconds, type World } from './world.ts';

/** The one token of a fake without `tokens`: a user's, with every scope. */
export const DEFAULT_KATAPULT_TOKEN = 'fake-katapult-token';

/** The only currency that the fake has. */
export const KATAPULT_CURRENCY = {
  id: 'cur_fakefakefakefake',
  name: 'Crown',
  iso_code: 'XTS',
  symbol: '¤',
} as const;

/** The only country that the fake has. */
export const KATAPULT_COUNTRY: KatapultCountry = {
  id: 'ctry_fakefakefakefak',
  name: 'Exampleland',
  iso_code2: 'XE',
  iso_code3: 'XEX',
  time_zone: 'Etc/UTC',
  eu: false,
};

/** A row of a seed: what is left out is made up. */
export type Seeded<T, K extends keyof T> = Partial<T> & Pick<T, K>;

/** What a fake Katapult starts with. */
export interface KatapultSeed {
  /** Default: one, `fake-katapult-token`, that may do everything. */
  readonly tokens?: readonly Seeded<KatapultToken, 'secret'>[];
  /** Default: one, with the sub domain `reseller`. */
  readonly organizations?: readonly Seeded<KatapultOrganization, 'sub_domain'>[];
  /** Each gets a zone and a default network of its own. Default: `xe-one` and `xe-two`. */
  readonly dataCenters?: readonly Seeded<KatapultDataCenter, 'permalink'>[];
  /** Default: `small-1`, `medium-2` and `large-4`. */
  readonly packages?: readonly Seeded<KatapultPackage, 'permalink'>[];
  /** Default: `templates/debian-12` and `templates/ubuntu-24-04`, both universal. */
  readonly diskTemplates?: readonly Seeded<KatapultDiskTemplate, 'permalink'>[];
}

const PACKAGES: readonly Seeded<KatapultPackage, 'permalink'>[] = [
  { permalink: 'small-1', cpu_cores: 1, memory_in_gb: 2, storage_in_gb: 20 },
  { permalink: 'medium-2', cpu_cores: 2, memory_in_gb: 4, storage_in_gb: 40 },
  { permalink: 'large-4', cpu_cores: 4, memory_in_gb: 8, storage_in_gb: 80 },
];

/** Fills the state of a new fake. */
export function seedState(world: World, options: KatapultSeed): void {
  const seed = ownCopy(options);
  for (const token of seed.tokens ?? [{ secret: DEFAULT_KATAPULT_TOKEN }]) seedToken(world, token);
  for (const organization of seed.organizations ?? [{ sub_domain: 'reseller' }]) {
    addOrganization(world, organization);
  }
  seedSpeedProfile(world);
  for (const center of seed.dataCenters ?? [{ permalink: 'xe-one' }, { permalink: 'xe-two' }]) {
    seedDataCenter(world, center);
  }
  const group = { id: newId(world, 'vmpkgrp'), name: 'Standard' };
  for (const pack of seed.packages ?? PACKAGES) seedPackage(world, { group, ...pack });
  const templates = [{ permalink: 'templates/debian-12' }, { permalink: 'templates/ubuntu-24-04' }];
  for (const template of seed.diskTemplates ?? templates) seedTemplate(world, template);
}

/** A fake changes its rows, and shares none with a seed or another fake. */
function ownCopy({
  tokens,
  organizations,
  dataCenters,
  packages,
  diskTemplates,
}: KatapultSeed): Partial<KatapultSeed> {
  return structuredClone({ tokens, organizations, dataCenters, packages, diskTemplates }) as KatapultSeed;
}

/** Adds an organization with what it needs made up. */
export function addOrganization(
  world: World,
  organization: Seeded<KatapultOrganization, 'sub_domain'>,
): KatapultOrganization {
  const { sub_domain } = organization;
  const now = nowSeconds(world);
  const added: KatapultOrganization = {
    id: newId(world, 'org'),
    name: sub_domain,
    infrastructure_domain: `${sub_domain}.katapult.example`,
    created_at: now,
    activated_at: now,
    suspended: false,
    parent: null,
    annotations: [],
    ...organization,
  };
  world.state.organizations.set(added.id, added);
  return added;
}

function seedToken(world: World, token: Seeded<KatapultToken, 'secret'>): void {
  const added: KatapultToken = {
    id: newId(world, 'apitoken'),
    name: 'Token',
    organization_id: null,
    authorized_ip_addresses: [],
    expires_at: null,
    rate_limit: 1000,
    scopes: ['*'],
    ...token,
  };
  world.state.tokens.set(added.id, added);
}

function seedSpeedProfile(world: World): void {
  const id = newId(world, 'nsp');
  const speeds = { upload_speed_in_mbit: 1000, download_speed_in_mbit: 1000 };
  world.state.speedProfiles.set(id, { id, name: '1 Gbps', permalink: '1gbps', ...speeds });
}

function seedDataCenter(world: World, center: Seeded<KatapultDataCenter, 'permalink'>): void {
  const { state } = world;
  const { permalink } = center;
  const added = {
    id: newId(world, 'dc'),
    name: titleOf(permalink),
    country: { ...KATAPULT_COUNTRY },
    ...center,
  };
  state.dataCenters.set(added.id, added);
  const zone = newId(world, 'zone');
  state.zones.set(zone, {
    id: zone,
    name: `${added.name} 1`,
    permalink: `${permalink}-zone-1`,
    data_center: added.id,
  });
  const network: KatapultNetwork = {
    id: newId(world, 'netw'),
    name: 'Public',
    permalink: `${permalink}-public`,
    default: true,
    data_center: added.id,
    available: Number.POSITIVE_INFINITY,
  };
  state.networks.set(network.id, network);
}

function seedPackage(world: World, pack: Seeded<KatapultPackage, 'permalink' | 'group'>): void {
  const added: KatapultPackage = {
    id: newId(world, 'vmpkg'),
    name: titleOf(pack.permalink),
    ...{ cpu_cores: 1, ipv4_addresses: 1, memory_in_gb: 1, storage_in_gb: 10 },
    monthly_bandwidth_allowance_in_gb: 1024,
    ...{ privacy: 'public', icon: null, use_dedicated_cpus: false },
    ...pack,
  };
  world.state.packages.set(added.id, added);
}

function seedTemplate(world: World, template: Seeded<KatapultDiskTemplate, 'permalink'>): void {
  const name = titleOf(template.permalink.replace(/^.*\//, ''));
  const version = { number: 1, stable: true, size_in_gb: template.size_in_gb ?? 5, fields: [] };
  const added: KatapultDiskTemplate = {
    id: newId(world, 'dtpl'),
    name,
    description: null,
    organization: null,
    size_in_gb: 5,
    versions: [{ id: newId(world, 'dtv'), ...version }],
    operating_system: { id: newId(world, 'os'), name },
    ...template,
  };
  world.state.diskTemplates.set(added.id, added);
}

function titleOf(permalink: string): string {
  return permalink
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
