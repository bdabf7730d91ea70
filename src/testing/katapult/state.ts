import type {
  KatapultBackupPolicy,
  KatapultBuild,
  KatapultDataCenter,
  KatapultDisk,
  KatapultDiskTemplate,
  KatapultGroup,
  KatapultInterface,
  KatapultIpAddress,
  KatapultNetwork,
  KatapultOrganization,
  KatapultPackage,
  KatapultSpeedProfile,
  KatapultTag,
  KatapultTask,
  KatapultToken,
  KatapultTrashObject,
  KatapultVirtualMachine,
  KatapultZone,
} from './entities.ts';

/** Everything that a fake Katapult holds, by id and in order of creation. */
export class KatapultState {
  readonly tokens = new Map<string, KatapultToken>();
  readonly organizations = new Map<string, KatapultOrganization>();
  readonly dataCenters = new Map<string, KatapultDataCenter>();
  readonly zones = new Map<string, KatapultZone>();
  readonly networks = new Map<string, KatapultNetwork>();
  readonly speedProfiles = new Map<string, KatapultSpeedProfile>();
  readonly packages = new Map<string, KatapultPackage>();
  readonly diskTemplates = new Map<string, KatapultDiskTemplate>();
  readonly virtualMachines = new Map<string, KatapultVirtualMachine>();
  readonly builds = new Map<string, KatapultBuild>();
  readonly tasks = new Map<string, KatapultTask>();
  readonly trash = new Map<string, KatapultTrashObject>();
  readonly disks = new Map<string, KatapultDisk>();
  readonly backupPolicies = new Map<string, KatapultBackupPolicy>();
  readonly interfaces = new Map<string, KatapultInterface>();
  readonly ipAddresses = new Map<string, KatapultIpAddress>();
  readonly tags = new Map<string, KatapultTag>();
  readonly groups = new Map<string, KatapultGroup>();
}
