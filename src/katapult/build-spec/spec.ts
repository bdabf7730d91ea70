/** Names a thing by its id. */
export interface ById {
  readonly id: string;
}

/** Names a thing by its permalink, such as `rock-3` or `templates/debian-12`. */
export interface ByPermalink {
  readonly permalink: string;
}

/** Names a thing by its name. */
export interface ByName {
  readonly name: string;
}

/** Names an address or a subnet by the address itself. */
export interface ByAddress {
  readonly address: string;
}

/** Names a user by the address of their mailbox. */
export interface ByEmailAddress {
  readonly emailAddress: string;
}

/** `Resources`: what the machine gets, by package or piece by piece (flexible resources only). */
export type BuildSpecResources =
  | { readonly package: ById | ByPermalink; readonly memoryInGb?: never; readonly cpuCores?: never }
  | { readonly memoryInGb: number; readonly cpuCores: number; readonly package?: never };

/** `Option` of a disk template. The value may be secret, such as a password: it is never quoted. */
export interface BuildSpecOption {
  readonly key: string;
  readonly value: string;
}

/** `DiskTemplate`: what the boot disk is made from. */
export interface BuildSpecDiskTemplate {
  readonly template: ById | ByPermalink;
  /** Number of the version. Left out, the vendor takes one and names it in its echo. */
  readonly version?: number;
  /** Each key at most once. */
  readonly options?: readonly BuildSpecOption[];
}

/** `Schedule` of a backup policy. */
export interface BuildSpecSchedule {
  readonly interval: 'hourly' | 'daily' | 'weekly' | 'monthly';
  /** Every how many intervals. */
  readonly frequency?: number;
  /** When within the interval; a number, as the vendor counts it. */
  readonly time?: number;
}

/** `BackupPolicy` of the machine or of one disk. */
export interface BuildSpecBackupPolicy {
  /** How many backups are kept. */
  readonly retention: number;
  readonly schedule: BuildSpecSchedule;
}

/** `Disk` among the `SystemDisks`. */
export interface BuildSpecSystemDisk {
  readonly name?: string;
  readonly sizeInGb: number;
  readonly speed?: 'ssd' | 'nvme';
  readonly ioProfile?: ById | ByPermalink;
  readonly fileSystemType?: string;
  readonly backupPolicies?: readonly BuildSpecBackupPolicy[];
}

/** `IPAddressAllocation` of an address that is new, perhaps from a subnet. */
export interface BuildSpecNewAddress {
  readonly type: 'new';
  /** IPv4 or IPv6. */
  readonly version: 4 | 6;
  readonly subnet?: ById | ByAddress;
}

/** `IPAddressAllocation` of an address that the organization has. */
export interface BuildSpecExistingAddress {
  readonly type: 'existing';
  readonly address: ById | ByAddress;
}

/** `IPAddressAllocation` of a network interface. */
export type BuildSpecAddressAllocation = BuildSpecNewAddress | BuildSpecExistingAddress;

/** What a network interface may have besides its network. */
export interface BuildSpecInterfaceDetails {
  readonly speedProfile?: ById | ByPermalink;
  readonly addressAllocations?: readonly BuildSpecAddressAllocation[];
}

/** `NetworkInterface`, on a network or on a virtual network. */
export type BuildSpecNetworkInterface = BuildSpecInterfaceDetails &
  (
    | { readonly network: ById | ByPermalink; readonly virtualNetwork?: never }
    | { readonly virtualNetwork: ById; readonly network?: never }
  );

/** `AuthorizedKeys`: whose keys may log in. */
export interface BuildSpecAuthorizedKeys {
  readonly users?: 'all' | readonly (ById | ByEmailAddress)[];
  readonly sshKeys?: 'all' | readonly ById[];
  /** Whether the vendor goes on to manage the keys after the build. The vendor adds `false` to its echo. */
  readonly continuousManagement?: boolean;
}

/** The parts of a build specification that are the same in a specification and in the vendor's echo. */
export interface BuildSpecDetails {
  readonly diskTemplate?: BuildSpecDiskTemplate;
  /** The first is the boot disk. */
  readonly systemDisks?: readonly BuildSpecSystemDisk[];
  readonly sharedDisks?: readonly (ById | ByName)[];
  /** The host name, or that the vendor should make one up. */
  readonly hostname?: string | { readonly random: true };
  readonly name?: string;
  readonly description?: string;
  readonly iso?: ById;
  readonly group?: ById | ByName;
  readonly authorizedKeys?: BuildSpecAuthorizedKeys;
  readonly backupPolicies?: readonly BuildSpecBackupPolicy[];
  readonly tags?: readonly string[];
}

/** Where the machine stands: a zone, or a data center of which the vendor takes a zone. */
export type BuildSpecLocation =
  | { readonly zone: ById | ByPermalink; readonly dataCenter?: never }
  | { readonly dataCenter: ById | ByName | ByPermalink; readonly zone?: never };

/**
 * A virtual machine to be built, as the XML of `POST /organizations/_/virtual_machines/build_from_spec` says it:
 * an element per member, named alike. Sizes are whole numbers of GB as the vendor counts them. Plain JSON.
 *
 * Source: Katapult contract 7.6.
 */
export type BuildSpec = BuildSpecDetails &
  BuildSpecLocation & {
    readonly resources: BuildSpecResources;
    readonly networkInterfaces?: readonly BuildSpecNetworkInterface[];
  };

/** `Resources` as an echo may hold them. */
export interface EchoedResources {
  readonly package?: ById | ByPermalink;
  readonly memoryInGb?: number;
  readonly cpuCores?: number;
}

/** `NetworkInterface` as an echo may hold it. */
export interface EchoedNetworkInterface extends BuildSpecInterfaceDetails {
  readonly network?: ById | ByPermalink;
  readonly virtualNetwork?: ById;
}

/**
 * A specification as the vendor echoes it in `spec_xml` of a build. Nothing is sure to be there, and names may have
 * been replaced: the data center comes as an id, addresses come by address.
 */
export interface EchoedBuildSpec extends BuildSpecDetails {
  readonly zone?: ById | ByPermalink;
  readonly dataCenter?: ById | ByName | ByPermalink;
  readonly resources?: EchoedResources;
  readonly networkInterfaces?: readonly EchoedNetworkInterface[];
}
