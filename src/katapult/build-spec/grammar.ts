import { lazy } from './codec.ts';
import { choice, integer, text } from './leaves.ts';
import { byEmailAddress, byId, byName, byPermalink, lookup, versionNumber } from './lookup.ts';
import type { Place } from './notes.ts';
import { list, optional, record, repeated, required, yesNo } from './record.ts';
import type {
  BuildSpecAuthorizedKeys,
  BuildSpecBackupPolicy,
  BuildSpecDiskTemplate,
  BuildSpecSchedule,
  BuildSpecSystemDisk,
  EchoedBuildSpec,
  EchoedNetworkInterface,
  EchoedResources,
} from './spec.ts';
import { addressAllocation, allOr, hostname, option } from './variants.ts';

type Members = Readonly<Record<string, unknown>>;

const positive = lazy(() => integer(1));
const byIdOrPermalink = lazy(() => lookup(byId, byPermalink));

function has(value: Members, key: string): boolean {
  return Object.hasOwn(value, key) && value[key] !== undefined;
}

/** The rule that one of two members is there, and not both. */
function oneOf(first: string, second: string) {
  return (value: Members, at: Place): void => {
    if (has(value, first) === has(value, second)) at.refuse(`must have either ${first} or ${second}`);
  };
}

function packageOrPieces(value: Members, at: Place): void {
  const pieces = [has(value, 'memoryInGb'), has(value, 'cpuCores')];
  const fits = has(value, 'package') ? !pieces.includes(true) : !pieces.includes(false);
  if (!fits) at.refuse('must have either package, or memoryInGb and cpuCores');
}

/** A repeated key would leave open which value counts. */
function distinctOptions(value: Members, at: Place): void {
  const seen = new Set<unknown>();
  for (const [index, item] of (Array.isArray(value['options']) ? value['options'] : []).entries()) {
    const key: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'key') : undefined;
    if (seen.has(key)) at.member('options').item(index).member('key').refuse('is there more than once');
    seen.add(key);
  }
}

const resources = lazy(() =>
  record<EchoedResources>(
    {
      package: optional('Package', byIdOrPermalink),
      memoryInGb: optional('Memory', positive),
      cpuCores: optional('CPUCores', positive),
    },
    { rule: packageOrPieces },
  ),
);

const diskTemplate = lazy(() =>
  record<BuildSpecDiskTemplate>(
    {
      template: required('DiskTemplate', byIdOrPermalink),
      version: optional('Version', versionNumber),
      options: repeated('Option', option),
    },
    { rule: distinctOptions },
  ),
);

const backupPolicies = lazy(() =>
  list(
    'BackupPolicy',
    record<BuildSpecBackupPolicy>({
      retention: required('Retention', positive),
      schedule: required(
        'Schedule',
        record<BuildSpecSchedule>({
          interval: required('Interval', choice('hourly', 'daily', 'weekly', 'monthly')),
          frequency: optional('Frequency', positive),
          time: optional('Time', integer(0)),
        }),
      ),
    }),
  ),
);

const systemDisk = lazy(() =>
  record<BuildSpecSystemDisk>({
    name: optional('Name', text),
    sizeInGb: required('Size', positive),
    speed: optional('Speed', choice('ssd', 'nvme')),
    ioProfile: optional('IOProfile', byIdOrPermalink),
    fileSystemType: optional('FileSystemType', text),
    backupPolicies: optional('BackupPolicies', backupPolicies),
  }),
);

const networkInterface = lazy(() =>
  record<EchoedNetworkInterface>(
    {
      network: optional('Network', byIdOrPermalink),
      virtualNetwork: optional('VirtualNetwork', lookup(byId)),
      speedProfile: optional('SpeedProfile', byIdOrPermalink),
      addressAllocations: repeated('IPAddressAllocation', addressAllocation),
    },
    { rule: oneOf('network', 'virtualNetwork') },
  ),
);

const authorizedKeys = lazy(() =>
  record<BuildSpecAuthorizedKeys>({
    users: optional('Users', allOr('User', lookup(byId, byEmailAddress))),
    sshKeys: optional('SSHKeys', allOr('SSHKey', lookup(byId))),
    continuousManagement: yesNo('continuous_management'),
  }),
);

function wholeSpec(value: Members, at: Place): void {
  oneOf('zone', 'dataCenter')(value, at);
  if (!has(value, 'resources')) at.member('resources').refuse('is missing');
}

/** Name of the root element. */
export const ROOT = 'VirtualMachineSpec';

/**
 * The whole of a specification, in the order in which it is written. Read, it is an echo; that a specification is
 * whole is checked when it is written. Source: Katapult contract 7.6.
 */
export const buildSpec = lazy(() =>
  record<EchoedBuildSpec>(
    {
      zone: optional('Zone', byIdOrPermalink),
      dataCenter: optional('DataCenter', lookup(byId, byName, byPermalink)),
      resources: optional('Resources', resources),
      diskTemplate: optional('DiskTemplate', diskTemplate),
      systemDisks: optional('SystemDisks', list('Disk', systemDisk)),
      sharedDisks: optional('SharedDisks', list('Disk', lookup(byId, byName))),
      networkInterfaces: optional('NetworkInterfaces', list('NetworkInterface', networkInterface)),
      hostname: optional('Hostname', hostname),
      name: optional('Name', text),
      description: optional('Description', text),
      iso: optional('ISO', lookup(byId)),
      group: optional('Group', lookup(byId, byName)),
      authorizedKeys: optional('AuthorizedKeys', authorizedKeys),
      backupPolicies: optional('BackupPolicies', backupPolicies),
      tags: optional('Tags', list('Tag', text)),
    },
    { rule: wholeSpec },
  ),
);
