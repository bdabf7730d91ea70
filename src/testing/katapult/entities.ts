import type { KeyValue } from './arguments.ts';

/** A country as the wire shows it in full. */
export interface KatapultCountry {
  readonly id: string;
  name: string;
  iso_code2: string;
  iso_code3: string;
  time_zone: string;
  eu: boolean;
}

/** A data center. */
export interface KatapultDataCenter {
  readonly id: string;
  name: string;
  permalink: string;
  country: KatapultCountry;
}

/** A zone; `data_center` is an id. */
export interface KatapultZone {
  readonly id: string;
  name: string;
  permalink: string;
  data_center: string;
}

/** A public network; `data_center` is an id. */
export interface KatapultNetwork {
  readonly id: string;
  name: string;
  permalink: string;
  default: boolean;
  data_center: string;
  /** Addresses that it still has; at 0 it answers `no_available_addresses`. */
  available: number;
}

/** A package as the wire shows it. */
export interface KatapultPackage {
  readonly id: string;
  name: string;
  permalink: string;
  cpu_cores: number;
  ipv4_addresses: number;
  memory_in_gb: number;
  storage_in_gb: number;
  monthly_bandwidth_allowance_in_gb: number | null;
  privacy: 'public' | 'private';
  icon: null;
  use_dedicated_cpus: boolean;
  group: { readonly id: string; name: string };
}

/** A field that a version of a disk template asks for. */
export interface KatapultTemplateField {
  name: string;
  type: 'Text' | 'Boolean' | 'Password' | 'Keyboard';
  label: string;
  required: boolean;
}

/** A version of a disk template. */
export interface KatapultTemplateVersion {
  readonly id: string;
  number: number;
  stable: boolean;
  size_in_gb: number;
  fields: KatapultTemplateField[];
}

/** A disk template. `organization` is an id, or null for a universal one. */
export interface KatapultDiskTemplate {
  readonly id: string;
  name: string;
  description: string | null;
  permalink: string;
  organization: string | null;
  /** Smallest disk that it fits on. */
  size_in_gb: number | null;
  versions: KatapultTemplateVersion[];
  operating_system: { readonly id: string; name: string };
}

/** An organization. `parent` is the id of the one that manages it. */
export interface KatapultOrganization {
  readonly id: string;
  name: string;
  sub_domain: string;
  infrastructure_domain: string;
  created_at: number;
  activated_at: number | null;
  suspended: boolean;
  parent: string | null;
  /** Never shown again by the API, but the filter of the managed list looks at them. */
  annotations: KeyValue[];
}

/** An API token. */
export interface KatapultToken {
  readonly id: string;
  name: string;
  secret: string;
  /** Id of the organization that it belongs to; null for a user's token, which reaches all. */
  organization_id: string | null;
  /** Empty: from anywhere. */
  authorized_ip_addresses: string[];
  /** Unix seconds. */
  expires_at: number | null;
  /** Requests per minute. */
  rate_limit: number;
  /** `*` is every scope. */
  scopes: string[];
}

/** A virtual machine; what belongs to something else is its id. */
export interface KatapultVirtualMachine {
  readonly id: string;
  organization: string;
  name: string;
  hostname: string;
  description: string | null;
  created_at: number;
  initial_root_password: string | null;
  /** Any text: states appear over the years (contract 6.1). */
  state: string;
  zone: string;
  /** Null with flexible resources. */
  package: string | null;
  cpu_cores: number;
  memory_in_gb: number;
  use_dedicated_cpus: boolean;
  group: string | null;
  tags: string[];
  annotations: KeyValue[];
  suspended: boolean;
}

/** A build. `virtual_machine` is an id, null until there is one. */
export interface KatapultBuild {
  readonly id: string;
  readonly organization: string;
  readonly task: string;
  readonly hostname: string;
  state: 'draft' | 'failed' | 'pending' | 'complete' | 'building';
  virtual_machine: string | null;
  readonly created_at: number;
  spec_xml: string;
  annotations: KeyValue[];
}

/** A task. `virtual_machine` is the id of the machine that it holds; a build's has none at first. */
export interface KatapultTask {
  readonly id: string;
  readonly name: string;
  readonly organization: string;
  virtual_machine: string | null;
  status: 'pending' | 'running' | 'completed' | 'failed';
  readonly created_at: number;
  started_at: number | null;
  finished_at: number | null;
  /** Milliseconds from start to end, for the progress. */
  readonly duration: number;
}

/** An object in the trash. */
export interface KatapultTrashObject {
  readonly id: string;
  readonly organization: string;
  readonly object_id: string;
  readonly object_type: 'VirtualMachine' | 'Disk';
  /** Unix seconds. */
  keep_until: number;
  /** Id of the task that purges it. */
  purge: string | null;
}

/** A disk. `virtual_machine` is an id, null for an unassigned one. */
export interface KatapultDisk {
  readonly id: string;
  organization: string;
  name: string;
  size_in_gb: number;
  storage_speed: 'nvme' | 'ssd';
  data_center: string;
  created_at: number;
  virtual_machine: string | null;
  boot: boolean;
  attached: boolean;
  annotations: KeyValue[];
}

/** A backup policy of a machine or of a disk. */
export interface KatapultBackupPolicy {
  readonly id: string;
  readonly organization: string;
  readonly target: { readonly type: 'VirtualMachine' | 'Disk'; readonly id: string };
  retention: number;
  /** Gigabytes. */
  total_size: number;
  schedule: { frequency: number; interval: string; minute: number; time: number } | null;
  auto_move_to_trash_at: number | null;
}

/** A network interface of a machine. */
export interface KatapultInterface {
  readonly id: string;
  readonly virtual_machine: string;
  readonly network: string;
  name: string;
  mac_address: string;
  speed_profile: string;
  attached: boolean;
}

/** An address. `interface` is the id of the one it is allocated to. */
export interface KatapultIpAddress {
  readonly id: string;
  readonly organization: string;
  readonly network: string;
  readonly address: string;
  readonly version: 'ipv4' | 'ipv6';
  interface: string | null;
  reverse_dns: string;
  vip: boolean;
  label: string | null;
}

/** A speed profile of network interfaces. */
export interface KatapultSpeedProfile {
  readonly id: string;
  name: string;
  permalink: string;
  upload_speed_in_mbit: number;
  download_speed_in_mbit: number;
}

/** A tag. */
export interface KatapultTag {
  readonly id: string;
  readonly organization: string;
  name: string;
  color: string;
  created_at: number;
}

/** A group of machines. */
export interface KatapultGroup {
  readonly id: string;
  readonly organization: string;
  name: string;
  segregate: boolean;
  auto_segregate: boolean;
  created_at: number;
}
